'use client'

import { Group, Paper, SegmentedControl, Skeleton, Text, Title } from '@mantine/core'
import { IconChartAreaLine } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { memo, type ReactNode } from 'react'
import { EmptyState } from '@/components/empty-state'
import { Notice } from '@/components/notice'
import { useChat, useClinical } from '@/trpc/contexts'
import { steadyAnswer } from '../steady-answer'
import { subscriberNames } from '../subscriber-view'
import classes from '../sync.module.css'
import { rangeNames, useSyncParams } from '../sync-params'
import { ArrivalTimeChart } from './arrival-time-chart'
import { HistoryTable } from './history-table'
import { joinHistory } from './join-history'
import { chartHeight } from './road-axes'
import { ThroughputChart } from './throughput-chart'

/** How far back the charts look, and how many minutes make a point. */
const ranges = {
  hour: { minutes: 60, size: 1 },
  sixHours: { minutes: 360, size: 5 },
  day: { minutes: 1440, size: 15 },
} as const

const options = { refetchInterval: 10_000, staleTime: 0, retry: 1 }

/**
 * How many changes came and how long each took, over time. Drawn anew with its own answers alone: with each word of the
 * live streams, an import would leave the browser no time for anything else.
 */
export const HistorySection = memo(function HistorySection() {
  const t = useTranslations('sync.history')
  const services = useTranslations('common.services')
  const { params, setParams } = useSyncParams()
  const { minutes, size } = ranges[params.range]
  const answers = {
    clinical: steadyAnswer(useQuery(useClinical().sync.history.queryOptions({ minutes }, options))),
    chat: steadyAnswer(useQuery(useChat().sync.history.queryOptions({ minutes }, options))),
  }
  const silent = subscriberNames.filter((name) => answers[name].isError)
  const points = joinHistory({ clinical: answers.clinical.data?.items, chat: answers.chat.data?.items }, size)
  const loading = subscriberNames.every((name) => answers[name].isPending)
  const nothingCame = points.every(({ clinicalRate, chatRate }) => !clinicalRate && !chatRate)
  const chart = (drawn: ReactNode) => {
    if (loading) return <Skeleton h={chartHeight} />
    if (!nothingCame) return drawn
    return (
      <EmptyState icon={<IconChartAreaLine size={32} stroke={1.5} />} title={t('emptyTitle')}>
        {t('empty')}
      </EmptyState>
    )
  }
  return (
    <section aria-labelledby="history-title">
      <Group justify="space-between" mb="sm" gap="sm">
        <Title order={2} id="history-title">
          {t('title')}
        </Title>
        <SegmentedControl
          aria-label={t('range')}
          value={params.range}
          onChange={(value) => void setParams({ range: rangeNames.find((name) => name === value) ?? null })}
          data={rangeNames.map((name) => ({ value: name, label: t(`ranges.${name}`) }))}
        />
      </Group>
      {silent.map((name) => (
        <div key={name} className={classes.above}>
          <Notice tone="grey">{t('unavailable', { service: services(name) })}</Notice>
        </div>
      ))}
      <div className={classes.pair}>
        <ChartPaper title={t('throughput.title')} hint={t('throughput.hint')}>
          {chart(<ThroughputChart points={points} minutes={minutes} />)}
        </ChartPaper>
        <ChartPaper title={t('arrival.title')} hint={t('arrival.hint')}>
          {chart(<ArrivalTimeChart points={points} minutes={minutes} />)}
        </ChartPaper>
      </div>
      {!nothingCame && <HistoryTable points={points} />}
    </section>
  )
})

function ChartPaper({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <Paper p="md">
      <Title order={3}>{title}</Title>
      <Text c="dimmed" mb="md">
        {hint}
      </Text>
      <div style={{ minHeight: chartHeight }}>{children}</div>
    </Paper>
  )
}
