'use client'

import { Paper } from '@mantine/core'
import { IconAddressBook, IconPlus, IconUserSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { KeysetPager } from '@/components/keyset-pager'
import { LinkButton } from '@/components/link-button'
import { NoAccess } from '@/components/no-access'
import { PageHeader } from '@/components/page-header'
import { useMay } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import { ClearFilters } from './clear-filters'
import { useKey } from './use-key'
import { pageSize, useUsersView } from './use-users-view'
import { UsersFilters } from './users-filters'
import { UsersTable } from './users-table'

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

function UsersList() {
  const t = useTranslations('users')
  const router = useRouter()
  const mayWrite = useMay('users.write')
  const maySeeContact = useMay('users.contact')
  const list = useUsersView()
  const { q, roles, state, order, after } = list.view
  // The order would tell what is masked.
  const sort = list.view.sort === 'email' && !maySeeContact ? 'name' : list.view.sort
  const directory = useDirectory()
  const query = useQuery(
    directory.users.list.queryOptions(
      {
        search: q || undefined,
        roles: roles.length > 0 ? roles : undefined,
        state: state === 'present' ? undefined : state,
        sort,
        order,
        limit: pageSize,
        cursor: after ?? undefined,
      },
      { placeholderData: keepPreviousData },
    ),
  )
  const create = () => {
    if (mayWrite) router.push('/users/new')
  }
  useKey('c', create)
  const filtered = q !== '' || roles.length > 0 || state !== 'present'

  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          mayWrite && (
            <LinkButton href="/users/new" leftSection={<IconPlus size={18} aria-hidden />} title={t('createHint')}>
              {t('create')}
            </LinkButton>
          )
        }
      />
      <UsersFilters list={list} />
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => query.refetch()} />
      ) : (
        <Paper component="section" aria-label={t('title')} style={{ overflow: 'hidden' }}>
          {query.data?.items.length === 0 ? (
            <EmptyState
              icon={filtered ? <IconUserSearch size={32} /> : <IconAddressBook size={32} />}
              title={t(filtered ? 'noMatch.title' : 'empty.title')}
              action={filtered && <ClearFilters onClear={list.clear} />}
            >
              {t(filtered ? 'noMatch.text' : 'empty.text')}
            </EmptyState>
          ) : (
            <UsersTable list={list} users={query.data?.items} busy={query.isPlaceholderData} />
          )}
          <KeysetPager
            {...list.view}
            pageSize={pageSize}
            goTo={list.goTo}
            shown={query.data?.items.length}
            total={query.data?.total}
            nextCursor={query.isPlaceholderData ? null : (query.data?.nextCursor ?? null)}
          />
        </Paper>
      )}
    </>
  )
}
