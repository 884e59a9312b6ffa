import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NewUserPage } from '@/features/users/new-user-page'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('users')
  return { title: t('create') }
}

export default function Page() {
  return <NewUserPage />
}
