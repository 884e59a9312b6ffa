'use client'

import { Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import classes from '../sync.module.css'
import type { RoadFigures } from '../use-road-figures'
import { QueueCard } from './queue-card'

/** What waits for each subscriber, and a way to make it wait. */
export function QueuesTab({ figures }: { figures: RoadFigures }) {
  const t = useTranslations('sync.queues')
  const { directory, subscribers } = figures
  return (
    <Stack gap="md">
      <Text c="dimmed" maw={720}>
        {t('hint')}
      </Text>
      {directory.isError && (
        <ErrorState error={directory.error} title={t('unreachable')} onRetry={() => void directory.refetch()} />
      )}
      <div className={classes.halves}>
        {subscribers.map((view) => (
          <QueueCard key={view.name} view={view} known={figures.overview !== null} loading={directory.isPending} />
        ))}
      </div>
    </Stack>
  )
}
