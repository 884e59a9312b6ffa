'use client'

import { Group, Paper, SegmentedControl, Skeleton, Text, Title } from '@mantine/core'
import { IconChartAreaLine } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { useChat } from '@/trpc/contexts'
import { bucketHistory } from './bucket-history'
import { HitRateChart, hitRateChartHeight } from './hit-rate-chart'
import { rangeNames, ranges } from './ranges'

const everyMs = 10_000

/** The hit rate over time; how far back stands in the URL. */
export function HitRateSection() {
  const t = useTranslations('cache.history')
  const [range, setRange] = useQueryState('range', parseAsStringLiteral(rangeNames).withDefault('hour'))
  const { minutes, size } = ranges[range]
  const history = useQuery(
    useChat().cache.history.queryOptions({ minutes }, { refetchInterval: everyMs, staleTime: 0, retry: 1 }),
  )
  const points = bucketHistory(history.data?.items ?? [], size)
  const nothingRead = history.isSuccess && points.every(({ hitRate }) => hitRate === null)
  return (
    <Paper p="md" component="section" aria-labelledby="history-title">
      <Group justify="space-between" mb="md">
        <div>
          <Title order={2} id="history-title">
            {t('title')}
          </Title>
          <Text c="dimmed">{t('hint')}</Text>
        </div>
        <SegmentedControl
          aria-label={t('range')}
          value={range}
          onChange={(value) => void setRange(rangeNames.find((name) => name === value) ?? 'hour')}
          data={rangeNames.map((name) => ({ value: name, label: t(`ranges.${name}`) }))}
        />
      </Group>
      <div style={{ minHeight: hitRateChartHeight }}>
        {history.isPending && <Skeleton h={hitRateChartHeight} />}
        {history.isError && !history.data && (
          <ErrorState error={history.error} onRetry={() => void history.refetch()} title={t('unavailable')} />
        )}
        {nothingRead && (
          <EmptyState icon={<IconChartAreaLine size={32} stroke={1.5} />} title={t('emptyTitle')}>
            {t('empty')}
          </EmptyState>
        )}
        {history.data && !nothingRead && <HitRateChart points={points} minutes={minutes} />}
      </div>
    </Paper>
  )
}
