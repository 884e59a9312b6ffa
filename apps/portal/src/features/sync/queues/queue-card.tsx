'use client'

import { Button, Group, Paper, Skeleton, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { useAmounts } from '@/components/use-amounts'
import { useMay } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import { StateMark } from '../state-mark'
import type { SubscriberView } from '../subscriber-view'
import { PauseDialog } from './pause-dialog'
import { QueueFigures } from './queue-figures'
import { QueueNotices } from './queue-notices'

export interface QueueCardProps {
  view: SubscriberView
  /** The directory answers, so that the queue can be switched. */
  known: boolean
  /** The directory has not answered yet. */
  loading: boolean
}

/** One subscriber's queue: what waits, since when, and the switch that stops and starts it. */
export function QueueCard({ view, known, loading }: QueueCardProps) {
  const t = useTranslations('sync.queues')
  const service = useTranslations('common.services')(view.name)
  const { seconds } = useAmounts()
  const mayOperate = useMay('sync.operate')
  const titleId = `queue-${view.name}`
  const { queue, queueHidden, pending, isPaused } = view
  return (
    <Paper p="md" component="section" aria-labelledby={titleId}>
      <Group justify="space-between" mb="xs">
        <Title order={2} id={titleId}>
          {t('queueOf', { service })}
        </Title>
        <StateMark state={isPaused && view.state !== 'unreachable' ? 'paused' : view.state} loading={loading} />
      </Group>
      <Text component="div" mb="sm" mih={20} role="status">
        {loading ? (
          <Skeleton h={16} w={200} />
        ) : queueHidden ? (
          t('hidden')
        ) : queue === null || pending === null ? (
          t('notKnown')
        ) : (
          t('waits', { count: pending, age: seconds(queue.oldestSeconds) })
        )}
      </Text>
      <QueueNotices view={view} />
      <QueueFigures view={view} />
      {mayOperate && known && !queueHidden && <QueueSwitch view={view} />}
    </Paper>
  )
}

function QueueSwitch({ view: { name, pending, isPaused } }: { view: SubscriberView }) {
  const t = useTranslations('sync.queues')
  const service = useTranslations('common.services')(name)
  const [asking, setAsking] = useState(false)
  const { sync } = useDirectory()
  const queryClient = useQueryClient()
  const resume = useMutation(
    sync.resume.mutationOptions({
      onSuccess: () => notifications.show({ color: 'teal', message: t('resumed', { service }) }),
      onSettled: () => queryClient.invalidateQueries({ queryKey: sync.overview.queryKey() }),
    }),
  )
  return (
    <>
      <Group mt="md" gap="sm">
        {isPaused ? (
          <Button
            leftSection={<IconPlayerPlay size={18} aria-hidden />}
            onClick={() => resume.mutate({ subscriber: name })}
            loading={resume.isPending}
          >
            {t('resume', { service })}
          </Button>
        ) : (
          <Button
            variant="default"
            leftSection={<IconPlayerPause size={18} aria-hidden />}
            onClick={() => setAsking(true)}
          >
            {t('pause', { service })}
          </Button>
        )}
      </Group>
      {resume.isError && <ErrorState error={resume.error} title={t('resumeFailed', { service })} />}
      {asking && <PauseDialog name={name} waiting={pending ?? 0} onClose={() => setAsking(false)} />}
    </>
  )
}
