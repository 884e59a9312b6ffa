'use client'

import { useTranslations } from 'next-intl'
import { NoAccess } from '@/components/no-access'
import { PageHeader } from '@/components/page-header'
import { useMay } from '@/frame/me-provider'
import { UsersList } from './list/users-list'

/** Everyone in the directory, and whether they have arrived everywhere. */
export function UsersPage() {
  const t = useTranslations('users')
  if (useMay('users.read')) return <UsersList />
  return (
    <>
      <PageHeader title={t('title')} />
      <NoAccess />
    </>
  )
}
