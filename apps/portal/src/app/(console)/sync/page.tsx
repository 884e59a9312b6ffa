import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SyncPage } from '@/features/sync/sync-page'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('sync')
  return { title: t('title') }
}

export default function Page() {
  return <SyncPage />
}
