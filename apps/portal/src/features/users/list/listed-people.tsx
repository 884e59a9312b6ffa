'use client'

import { Paper } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { memo, useDeferredValue, useMemo } from 'react'
import { ErrorState } from '@/components/error-state'
import { KeysetPager } from '@/components/keyset-pager'
import { useDirectory } from '@/trpc/contexts'
import { stopWhenUnwanted } from '@/trpc/stop-when-unwanted'
import { BulkBar } from '../bulk/bulk-bar'
import type { Panel } from '../panel/use-panel'
import type { UsersListPlace, UsersListView } from '../use-users-view'
import classes from '../users.module.css'
import { UsersTable } from '../users-table'
import { type ColumnName, isFiltered, type PeopleFilter, pageSizes, type SortKey } from '../users-view'
import { NobodyListed } from './nobody-listed'
import { useChosen } from './use-chosen'

export interface ListedPeopleProps {
  list: UsersListView
  place: UsersListPlace
  columns: readonly ColumnName[]
  filter: PeopleFilter
  sort: SortKey
  panel: Panel
  maySync: boolean
  mayWrite: boolean
}

/** One page of the people who were asked for, who of them is chosen, and what can be done with those. */
export const ListedPeople = memo(People)

function People({ list, place, columns, filter, sort, panel, maySync, mayWrite }: ListedPeopleProps) {
  const t = useTranslations('users')
  const narrow = useMediaQuery('(max-width: 48em)') ?? false
  const chosen = useChosen(JSON.stringify(filter))
  // A box is ticked at once, even while the bar that counts the boxes is drawn.
  const laterChosen = useDeferredValue(chosen)
  const { view } = list
  const { order } = view
  const look = useMemo(() => ({ sort, order, columns }), [sort, order, columns])
  const pageSize = pageSizes[view.density]
  const at = place.last ? { last: true } : place.after ? { cursor: place.after } : {}
  const query = useQuery(
    useDirectory().users.list.queryOptions(
      { ...filter, sort, order, limit: pageSize, ...at },
      { ...stopWhenUnwanted, placeholderData: keepPreviousData },
    ),
  )
  const { data, isPlaceholderData } = query
  return (
    <>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => query.refetch()} />
      ) : (
        <Paper component="section" aria-label={t('title')} className={classes.list}>
          {data?.items.length === 0 ? (
            <NobodyListed filtered={isFiltered(view)} mayWrite={mayWrite} onClear={list.clear} />
          ) : (
            <UsersTable
              list={list}
              users={data?.items}
              columns={columns}
              busy={isPlaceholderData}
              narrow={narrow}
              mayWrite={mayWrite}
              maySync={maySync}
              chosen={chosen}
              panel={panel}
            />
          )}
          <KeysetPager
            after={place.after}
            page={place.page}
            pageSize={pageSize}
            goTo={place.goTo}
            goToLast={place.goToLast}
            shown={data?.items.length}
            total={data?.total}
            totalExact={data?.totalExact}
            nextCursor={isPlaceholderData ? null : (data?.nextCursor ?? null)}
            previousCursor={isPlaceholderData ? null : (data?.previousCursor ?? null)}
          />
        </Paper>
      )}
      {mayWrite && (
        <BulkBar
          chosen={laterChosen}
          filter={filter}
          look={look}
          total={data?.total ?? 0}
          totalExact={data?.totalExact ?? true}
          onStarted={panel.openRun}
        />
      )}
    </>
  )
}
