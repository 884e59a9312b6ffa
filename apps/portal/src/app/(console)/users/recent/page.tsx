import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RecentPage } from '@/features/users/recent/recent-page'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('users.recent')
  return { title: t('title') }
}

export default function Page() {
  return <RecentPage />
}
