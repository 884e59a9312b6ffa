'use client'

import { ActionIcon, Group } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconChevronsLeft } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { readPageBefore, rememberPageBefore } from './page-trail'
import { pageSize, type useUsersView } from './use-users-view'
import classes from './users.module.css'

export interface UsersPagerProps {
  list: ReturnType<typeof useUsersView>
  shown: number | undefined
  total: number | undefined
  nextCursor: string | null
}

const noSubscription = () => () => {}

/** Keyset pages only know what comes next; the way back is remembered by the tab. */
export function UsersPager({ list: { view, goTo }, shown, total, nextCursor }: UsersPagerProps) {
  const t = useTranslations('common')
  const { after, page } = view
  const before = useSyncExternalStore(
    noSubscription,
    () => (after ? readPageBefore(after) : undefined),
    () => undefined,
  )
  const next = () => {
    if (!nextCursor) return
    rememberPageBefore(nextCursor, after)
    void goTo(nextCursor, page + 1)
  }
  const from = (page - 1) * pageSize + 1
  return (
    <nav className={classes.pager} aria-label={t('pages')}>
      <span role="status">
        {shown !== undefined && total !== undefined && shown > 0
          ? t('range', { from, to: from + shown - 1, total })
          : null}
      </span>
      <Group gap={4}>
        <ActionIcon aria-label={t('actions.firstPage')} disabled={!after} onClick={() => goTo(null, 1)}>
          <IconChevronsLeft size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon
          aria-label={t('actions.previousPage')}
          disabled={before === undefined}
          onClick={() => before !== undefined && goTo(before, page - 1)}
        >
          <IconChevronLeft size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon aria-label={t('actions.nextPage')} disabled={!nextCursor} onClick={next}>
          <IconChevronRight size={18} aria-hidden />
        </ActionIcon>
      </Group>
    </nav>
  )
}
