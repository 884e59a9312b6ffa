'use client'

import { SegmentedControl, Skeleton, Table, Text } from '@mantine/core'
import { IconTargetArrow } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { ScrollRegion } from '@/components/scroll-region'
import { Section } from '@/components/section'
import { TimeAgo } from '@/components/time-ago'
import { useAmounts } from '@/components/use-amounts'
import { useChat } from '@/trpc/contexts'
import type { ChatOut } from '@/trpc/routers'
import { steadyAnswer } from '../../sync/steady-answer'
import { usePeople } from '../../sync/use-people'
import classes from '../cache.module.css'
import { missSpans, useCacheParams } from '../cache-params'
import { LookUpLink } from '../look-up-link'

const everyMs = 15_000
const shown = 10
const height = 240
const hoursOf = { hour: 1, day: 24, week: 168 } as const

type TopMiss = ChatOut['cache']['topMisses']['items'][number]

/** Who is asked for most often without being in the cache. */
export function TopMisses() {
  const t = useTranslations('cache.misses')
  const { params, setParams } = useCacheParams()
  const query = steadyAnswer(
    useQuery(
      useChat().cache.topMisses.queryOptions(
        { hours: hoursOf[params.missed], limit: shown },
        { refetchInterval: everyMs, staleTime: 0, retry: 1, placeholderData: keepPreviousData },
      ),
    ),
  )
  const items = query.data?.items ?? []
  return (
    <Section
      title={t('title')}
      hint={t('hint')}
      aside={
        <SegmentedControl
          aria-label={t('span')}
          value={params.missed}
          onChange={(value) => void setParams({ missed: missSpans.find((name) => name === value) ?? null })}
          data={missSpans.map((name) => ({ value: name, label: t(`spans.${name}`) }))}
        />
      }
    >
      <div style={{ minHeight: height }}>
        {query.isPending && <Skeleton h={height} />}
        {query.isError && !query.data && (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} title={t('unavailable')} />
        )}
        {query.data && items.length === 0 && (
          <EmptyState icon={<IconTargetArrow size={32} stroke={1.5} />} title={t('emptyTitle')}>
            {t('empty')}
          </EmptyState>
        )}
        {items.length > 0 && <MissTable items={items} />}
      </div>
    </Section>
  )
}

function MissTable({ items }: { items: TopMiss[] }) {
  const t = useTranslations('cache.misses')
  const { count } = useAmounts()
  const { nameOf } = usePeople(items.map(({ userId }) => userId))
  return (
    <ScrollRegion className={classes.scroll} label={t('title')}>
      <Table className={classes.figures}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('person')}</Table.Th>
            <Table.Th scope="col">{t('misses')}</Table.Th>
            <Table.Th scope="col">{t('lastAt')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map(({ userId, misses, unknown, lastAt }) => {
            const name = nameOf(userId)
            return (
              <Table.Tr key={userId}>
                <Table.Th scope="row" fw={400}>
                  <LookUpLink userId={userId} name={name} />
                  {unknown && (
                    <Text span c="dimmed" ml={8}>
                      {t('unknown')}
                    </Text>
                  )}
                </Table.Th>
                <Table.Td>{count(misses)}</Table.Td>
                <Table.Td>
                  <TimeAgo at={lastAt} />
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </ScrollRegion>
  )
}
