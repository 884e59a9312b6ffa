import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CachePage } from '@/features/cache/cache-page'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('cache')
  return { title: t('title') }
}

export default function Page() {
  return <CachePage />
}
