'use client'

import { ActionIcon, Group } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconChevronsLeft } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import classes from './keyset-pager.module.css'
import { readPageBefore, rememberPageBefore } from './page-trail'

export interface KeysetPagerProps {
  /** The page's cursor and number as the address says them. */
  after: string | null
  page: number
  pageSize: number
  goTo: (after: string | null, page: number) => unknown
  shown: number | undefined
  total: number | undefined
  nextCursor: string | null
}

const noSubscription = () => () => {}

/** Keyset pages only know what comes next; the way back is remembered by the tab. */
export function KeysetPager({ after, page, pageSize, goTo, shown, total, nextCursor }: KeysetPagerProps) {
  const t = useTranslations('common')
  const before = useSyncExternalStore(
    noSubscription,
    () => (after ? readPageBefore(after) : undefined),
    () => undefined,
  )
  const next = () => {
    if (!nextCursor) return
    rememberPageBefore(nextCursor, after)
    goTo(nextCursor, page + 1)
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
