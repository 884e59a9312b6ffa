'use client'

import { Button, Group, Progress, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { TimeAgo } from '@/components/time-ago'
import { useAmounts } from '@/components/use-amounts'
import { useMay } from '@/frame/me-provider'
import type { SubscriberStatus } from '@/trpc/routers'
import type { SubscriberName } from './subscriber-view'
import classes from './sync.module.css'
import { useSyncOf } from './use-sync-of'

export interface ReconcilePanelProps {
  name: SubscriberName
  reconcile: SubscriberStatus['reconcile']
}

/** Compares a subscriber with the directory: how far it is, what the last one found, and a button. */
export function ReconcilePanel({ name, reconcile }: ReconcilePanelProps) {
  const t = useTranslations('sync.reconcile')
  const service = useTranslations('common.services')(name)
  const sync = useSyncOf(name)
  const queryClient = useQueryClient()
  const mayOperate = useMay('sync.operate')
  const start = useMutation(
    sync.reconcile.mutationOptions({
      onSuccess: ({ started }) => {
        notifications.show({ message: t(started ? 'started' : 'alreadyRunning', { service }) })
        void queryClient.invalidateQueries({ queryKey: sync.status.queryKey() })
      },
    }),
  )
  const { running, done, total, last } = reconcile
  return (
    <div className={classes.panel}>
      <Group justify="space-between" wrap="nowrap">
        <Text fw={500}>{t('title')}</Text>
        {mayOperate && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => start.mutate(undefined)}
            loading={start.isPending}
            disabled={running}
            aria-label={t('startFor', { service })}
          >
            {t('start')}
          </Button>
        )}
      </Group>
      {running ? (
        <div className={classes.outcome}>
          <Progress.Root size="sm" mb={4}>
            <Progress.Section
              value={total > 0 ? (100 * done) / total : 0}
              aria-label={t('progressFor', { service })}
              aria-valuetext={t(`progress.${name}`, { done, total })}
            />
          </Progress.Root>
          <Text size="sm" c="dimmed">
            {t(`progress.${name}`, { done, total })}
          </Text>
        </div>
      ) : (
        <LastResult last={last} />
      )}
      {start.isError && <ErrorState error={start.error} title={t('failed', { service })} />}
    </div>
  )
}

const reasons = ['start', 'schedule', 'on demand'] as const

function LastResult({ last }: { last: SubscriberStatus['reconcile']['last'] }) {
  const t = useTranslations('sync.reconcile')
  const { milliseconds } = useAmounts()
  if (!last) {
    return (
      <Text size="sm" c="dimmed" className={classes.outcome}>
        {t('never')}
      </Text>
    )
  }
  const reason = reasons.find((known) => known === last.reason)
  return (
    <Text size="sm" c="dimmed" className={classes.outcome}>
      {last.repaired + last.orphans === 0
        ? t('nothingFound', { checked: last.checked })
        : t('repaired', { repaired: last.repaired, orphans: last.orphans })}{' '}
      <TimeAgo at={last.at} />
      {t('took', { duration: milliseconds(last.durationMs) })}
      {reason && ` ${t(`reason.${reason}`)}`}
    </Text>
  )
}
