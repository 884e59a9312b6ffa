import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { UserPage } from '@/features/user/user-page'
import { findUser } from '@/server/find-user'

// The name is the service's to give, to whoever may read it; the tab's title stays general.
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('user')
  return { title: t('title') }
}

export default async function Page({ params }: PageProps<'/users/[id]'>) {
  const { id } = await params
  return <UserPage id={id} known={await findUser(id)} />
}
