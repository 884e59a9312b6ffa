'use client'

import { SegmentedControl, Skeleton, Title } from '@mantine/core'
import { IconChartAreaLine } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { memo, type ReactNode } from 'react'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { Section } from '@/components/section'
import { useChat } from '@/trpc/contexts'
import { steadyAnswer } from '../../sync/steady-answer'
import classes from '../cache.module.css'
import type { CacheStats } from '../cache-figures'
import { useCacheParams } from '../cache-params'
import { bucketHistory } from './bucket-history'
import { HistoryTable } from './history-table'
import { HitRateChart } from './hit-rate-chart'
import { LatencyChart } from './latency-chart'
import { LatencyTable } from './latency-table'
import { rangeNames, ranges } from './ranges'
import { chartHeight } from './series'

const everyMs = 10_000

export interface HistorySectionProps {
  /** null while it isn't known. */
  threshold: number | null
  latency: CacheStats['latency'] | null
}

/** The hit rate by tier and the latency over time; how far back stands in the address. */
export const HistorySection = memo(function HistorySection({ threshold, latency }: HistorySectionProps) {
  const t = useTranslations('cache')
  const { params } = useCacheParams()
  const { minutes, size } = ranges[params.range]
  const history = steadyAnswer(
    useQuery(useChat().cache.history.queryOptions({ minutes }, { refetchInterval: everyMs, staleTime: 0, retry: 1 })),
  )
  const points = bucketHistory(history.data?.items ?? [], size)
  const nothingRead = points.every(({ hitRate }) => hitRate === null)
  const chart = (drawn: ReactNode, emptyTitle: string) => {
    if (history.isPending) return <Skeleton h={chartHeight} />
    if (!history.data) return null
    if (!nothingRead) return drawn
    return (
      <EmptyState icon={<IconChartAreaLine size={32} stroke={1.5} />} title={emptyTitle}>
        {t('history.empty')}
      </EmptyState>
    )
  }
  return (
    <div className={classes.column}>
      <Section title={t('history.title')} hint={t('history.hint')} aside={<RangeControl />}>
        {history.isError && !history.data && (
          <ErrorState error={history.error} onRetry={() => void history.refetch()} title={t('history.unavailable')} />
        )}
        <div style={{ minHeight: chartHeight }}>
          {chart(<HitRateChart points={points} minutes={minutes} threshold={threshold} />, t('history.emptyTitle'))}
        </div>
        {!nothingRead && <HistoryTable points={points} />}
      </Section>
      <LatencySection latency={latency}>
        {chart(<LatencyChart points={points} minutes={minutes} />, t('latency.emptyTitle'))}
      </LatencySection>
    </div>
  )
})

function LatencySection({ latency, children }: Pick<HistorySectionProps, 'latency'> & { children: ReactNode }) {
  const t = useTranslations('cache.latency')
  return (
    <Section title={t('title')} hint={t('hint')}>
      <LatencyTable latency={latency} />
      <Title order={3} mt="md" mb="xs">
        {t('overTime')}
      </Title>
      <div style={{ minHeight: chartHeight }}>{children}</div>
    </Section>
  )
}

function RangeControl() {
  const t = useTranslations('cache.history')
  const { params, setParams } = useCacheParams()
  return (
    <SegmentedControl
      aria-label={t('range')}
      value={params.range}
      onChange={(value) => void setParams({ range: rangeNames.find((name) => name === value) ?? null })}
      data={rangeNames.map((name) => ({ value: name, label: t(`ranges.${name}`) }))}
    />
  )
}
