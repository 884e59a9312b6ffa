'use client'

import { Skeleton, Table, UnstyledButton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconChevronDown, IconChevronUp, IconSelector } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useMay } from '@/frame/me-provider'
import type { User } from '@/trpc/routers'
import { useArrivals } from './use-arrivals'
import type { SortKey, useUsersView } from './use-users-view'
import { UserRow } from './user-row'
import classes from './users.module.css'

const skeletonRows = Array.from({ length: 12 }, (_, index) => `row-${index}`)

export interface UsersTableProps {
  list: ReturnType<typeof useUsersView>
  /** Undefined while the first page is under way. */
  users: User[] | undefined
  /** The rows are of the page before. */
  busy: boolean
}

export function UsersTable({ list, users, busy }: UsersTableProps) {
  const t = useTranslations('users.columns')
  const arrivals = useArrivals(users ?? []).of
  const mayWrite = useMay('users.write')
  const maySync = useMay('sync.read')
  const narrow = useMediaQuery('(max-width: 48em)') ?? false
  return (
    <div className={classes.scroll}>
      <Table className={classes.table} data-busy={busy || undefined} aria-busy={busy || !users} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <SortableColumn list={list} sort="name" label={t('person')} />
            <SortableColumn list={list} sort="role" label={t('role')} className={classes.wide} />
            <Table.Th className={classes.wide}>{t('state')}</Table.Th>
            {maySync && !narrow && <Table.Th>{t('arrived')}</Table.Th>}
            <SortableColumn list={list} sort="updatedAt" label={t('changed')} className={classes.wide} />
            {mayWrite && (
              <Table.Th w={52}>
                <span className="rc-visually-hidden">{t('actions')}</span>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {users
            ? users.map((user) => (
                <UserRow key={user.id} user={user} arrivals={arrivals?.(user) ?? null} narrow={narrow} />
              ))
            : skeletonRows.map((row) => (
                <Table.Tr key={row} className={classes.row}>
                  <Table.Td colSpan={6}>
                    <Skeleton height={20} width="60%" />
                  </Table.Td>
                </Table.Tr>
              ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

interface SortableColumnProps {
  list: ReturnType<typeof useUsersView>
  sort: SortKey
  label: string
  className?: string | undefined
}

function SortableColumn({ list: { view, sortBy }, sort, label, className }: SortableColumnProps) {
  const sorted = view.sort === sort
  const Icon = sorted ? (view.order === 'asc' ? IconChevronUp : IconChevronDown) : IconSelector
  const direction = view.order === 'asc' ? 'ascending' : 'descending'
  return (
    <Table.Th className={className} aria-sort={sorted ? direction : 'none'}>
      <UnstyledButton className={classes.sort} onClick={() => sortBy(sort)}>
        {label}
        <Icon size={14} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  )
}
