'use client'

import { Button, Group, Skeleton, Text } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Section } from '@/components/section'
import { useAmounts } from '@/components/use-amounts'
import { useMay } from '@/frame/me-provider'
import { StateMark } from '../state-mark'
import type { SubscriberView } from '../subscriber-view'
import { PauseDialog } from './pause-dialog'
import { QueueFigures } from './queue-figures'
import { QueueNotices } from './queue-notices'
import { ResumeDialog } from './resume-dialog'

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
  const { queue, queueHidden, pending, isPaused } = view
  return (
    <Section
      title={t('queueOf', { service })}
      aside={<StateMark state={isPaused && view.state !== 'unreachable' ? 'paused' : view.state} loading={loading} />}
    >
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
    </Section>
  )
}

function QueueSwitch({ view: { name, pending, isPaused } }: { view: SubscriberView }) {
  const t = useTranslations('sync.queues')
  const service = useTranslations('common.services')(name)
  const [asked, setAsked] = useState<'pause' | 'resume' | null>(null)
  const deed = isPaused ? 'resume' : 'pause'
  const Icon = isPaused ? IconPlayerPlay : IconPlayerPause
  const Dialog = asked === 'pause' ? PauseDialog : ResumeDialog
  return (
    <>
      <Group mt="md" gap="sm">
        <Button
          variant={isPaused ? 'filled' : 'default'}
          leftSection={<Icon size={18} aria-hidden />}
          onClick={() => setAsked(deed)}
        >
          {t(deed, { service })}
        </Button>
      </Group>
      {asked && <Dialog name={name} waiting={pending ?? 0} onClose={() => setAsked(null)} />}
    </>
  )
}
