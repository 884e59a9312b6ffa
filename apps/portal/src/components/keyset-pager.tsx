'use client'

import { ActionIcon, Group } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconChevronsLeft, IconChevronsRight } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useSyncExternalStore } from 'react'
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
  /** False: there are more than `total`, and nobody counted them. */
  totalExact?: boolean | undefined
  nextCursor: string | null
  /** Of a list that knows the way back itself; left out, the way back is what this tab remembers. */
  previousCursor?: string | null | undefined
  /** Of a list that can be read from its end. */
  goToLast?: ((page: number) => unknown) | undefined
}

const noSubscription = () => () => {}

/** Keyset pages only know what stands next to them; where a list can't tell the way back, the tab remembers it. */
export function KeysetPager(props: KeysetPagerProps) {
  const { after, page, pageSize, goTo, shown, total, nextCursor, previousCursor, goToLast, totalExact = true } = props
  const t = useTranslations('common')
  const remembered = useSyncExternalStore(
    noSubscription,
    () => (after ? readPageBefore(after) : undefined),
    () => undefined,
  )
  // The page before the second one is the first, which has no cursor.
  const told = page === 2 && previousCursor ? null : (previousCursor ?? undefined)
  const back = previousCursor === undefined ? remembered : told
  const goNext = (cursor: string) => {
    rememberPageBefore(cursor, after)
    return goTo(cursor, page + 1)
  }
  const from = (page - 1) * pageSize + 1
  return (
    <nav className={classes.pager} aria-label={t('pages')}>
      <span role="status">
        {shown !== undefined && total !== undefined && shown > 0
          ? t(totalExact ? 'range' : 'rangeOfMore', { from, to: from + shown - 1, total })
          : null}
      </span>
      <Group gap={4} className={classes.buttons}>
        <Step name={t('actions.firstPage')} go={page === 1 && !after ? null : () => goTo(null, 1)}>
          <IconChevronsLeft size={18} aria-hidden />
        </Step>
        <Step name={t('actions.previousPage')} go={back === undefined ? null : () => goTo(back, page - 1)}>
          <IconChevronLeft size={18} aria-hidden />
        </Step>
        <Step name={t('actions.nextPage')} go={nextCursor ? () => goNext(nextCursor) : null}>
          <IconChevronRight size={18} aria-hidden />
        </Step>
        {goToLast && totalExact && (
          <Step
            name={t('actions.lastPage')}
            go={nextCursor && total !== undefined ? () => goToLast(Math.ceil(total / pageSize)) : null}
          >
            <IconChevronsRight size={18} aria-hidden />
          </Step>
        )}
      </Group>
    </nav>
  )
}

/** Without a way to go it does nothing, but keeps the focus: the page it was pressed for may be on its way. */
function Step({ name, go, children }: { name: string; go: (() => unknown) | null; children: ReactNode }) {
  return (
    <ActionIcon aria-label={name} aria-disabled={!go} data-disabled={!go || undefined} onClick={() => go?.()}>
      {children}
    </ActionIcon>
  )
}
