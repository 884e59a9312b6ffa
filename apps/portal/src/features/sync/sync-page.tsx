'use client'

import { Paper, Stack } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { NoAccess } from '@/components/no-access'
import { PageHeader } from '@/components/page-header'
import { useMay } from '@/frame/me-provider'
import { DepthChart } from './depth-chart'
import { LiveRoad } from './live-road'
import { OutboxCard } from './outbox-card'
import { SubscriberCard } from './subscriber-card'
import classes from './sync.module.css'
import { useRoadFigures } from './use-road-figures'

export function SyncPage() {
  const t = useTranslations('sync')
  if (useMay('sync.read')) return <SyncFigures />
  return (
    <>
      <PageHeader title={t('title')} />
      <NoAccess />
    </>
  )
}

function SyncFigures() {
  const t = useTranslations('sync')
  const figures = useRoadFigures()
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <Stack gap="md">
        <Paper p="md">
          <LiveRoad figures={figures} />
        </Paper>
        <div className={classes.cards}>
          <OutboxCard directory={figures.directory} />
          {figures.subscribers.map((view) => (
            <SubscriberCard
              key={view.name}
              view={view}
              error={figures[view.name].error}
              onRetry={() => void figures[view.name].refetch()}
            />
          ))}
        </div>
        <DepthChart />
      </Stack>
    </>
  )
}
