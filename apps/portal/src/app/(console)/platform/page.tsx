import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PlatformPage } from '@/features/platform/platform-page'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('platform')
  return { title: t('title') }
}

export default function Page() {
  return <PlatformPage />
}
