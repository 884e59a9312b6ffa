'use client'

import { Button, Paper, Skeleton, Stack } from '@mantine/core'
import { IconMailCheck, IconMailSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNow, useTimeZone, useTranslations } from 'next-intl'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { KeysetPager } from '@/components/keyset-pager'
import { Notice } from '@/components/notice'
import { useDirectory } from '@/trpc/contexts'
import { steadyAnswer } from '../steady-answer'
import { useSyncParams } from '../sync-params'
import { filterOf } from './letter-filter'
import { Letters } from './letters'
import { ParkedFilters } from './parked-filters'

const pageSize = 20
const restingMs = 15_000
const movingMs = 1000
const noFilter = { service: null, q: null, user: null, state: null, when: null, from: null, to: null }

/** Events whose retries are used up: what went wrong with each, and what can be done. */
export function ParkedTab() {
  const t = useTranslations('sync.parked')
  const { params, setParams } = useSyncParams()
  const filter = filterOf(params, useNow({ updateInterval: 60_000 }), useTimeZone() ?? 'UTC')
  const { service, after } = params
  const query = steadyAnswer(
    useQuery(
      useDirectory().sync.deadLetters.queryOptions(
        { ...filter, ...(service && { subscriber: service }), ...(after && { cursor: after }), limit: pageSize },
        {
          placeholderData: keepPreviousData,
          retry: 1,
          refetchInterval: ({ state: { data } }) =>
            data?.items.some(({ state }) => state === 'retrying') ? movingMs : restingMs,
        },
      ),
    ),
  )
  const filtered = service !== null || Object.keys(filter).length > 0
  const clear = () => setParams({ ...noFilter, after: null, page: null })
  const { data } = query
  return (
    <Stack gap="md">
      <ParkedFilters filtered={filtered} onClear={clear} />
      {data && data.unreachable.length > 0 && <UnreachableNotice names={data.unreachable} />}
      {query.isError && !data && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <LetterPlaces />}
      {data?.items.length === 0 && (
        <Paper>
          <EmptyState
            icon={filtered ? <IconMailSearch size={32} stroke={1.5} /> : <IconMailCheck size={32} stroke={1.5} />}
            title={t(filtered ? 'noMatch.title' : 'empty.title')}
            action={
              filtered && (
                <Button variant="default" onClick={clear}>
                  {t('filters.clear')}
                </Button>
              )
            }
          >
            {t(filtered ? 'noMatch.text' : 'empty.text')}
          </EmptyState>
        </Paper>
      )}
      {data && data.items.length > 0 && (
        <>
          <Letters data={data} filter={filter} filtered={filtered} busy={query.isPlaceholderData} />
          <KeysetPager
            {...{ after, page: params.page, pageSize, shown: data.items.length, total: data.total }}
            goTo={(cursor, page) => setParams({ after: cursor, page: page === 1 ? null : page })}
            nextCursor={query.isPlaceholderData ? null : data.nextCursor}
          />
        </>
      )}
    </Stack>
  )
}

function UnreachableNotice({ names }: { names: readonly string[] }) {
  const t = useTranslations('sync.parked')
  const services = useTranslations('common.services')
  return names.map((name) => (
    <Notice key={name} tone="grey" advice={t('unreachableAdvice')}>
      {t('unreachable', { service: name === 'clinical' || name === 'chat' ? services(name) : name })}
    </Notice>
  ))
}

function LetterPlaces() {
  const t = useTranslations('common')
  return (
    <Stack gap="sm" role="status" aria-label={t('loading')}>
      <Skeleton h={148} />
      <Skeleton h={148} />
      <Skeleton h={148} />
    </Stack>
  )
}
