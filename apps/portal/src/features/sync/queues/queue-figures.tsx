'use client'

import { useTranslations } from 'next-intl'
import { FactRows } from '@/components/facts'
import { TimeAgo } from '@/components/time-ago'
import { useAmounts } from '@/components/use-amounts'
import type { SubscriberView } from '../subscriber-view'

/** A queue in figures: null keeps a place while loading, a dash says that nobody can tell. */
export function QueueFigures({ view }: { view: SubscriberView }) {
  const t = useTranslations('sync.queues')
  const { count, seconds } = useAmounts()
  const { queue, status, unreachable } = view
  const missing = status !== null || unreachable ? '–' : null
  const of = (value: number | undefined) => (value === undefined ? missing : count(value))
  const taking = status && !unreachable ? t(status.consuming ? 'yes' : 'no') : missing
  return (
    <FactRows
      facts={[
        { label: t('waiting'), value: of(queue?.waiting) },
        { label: t('active'), value: of(queue?.active) },
        { label: t('delayed'), value: of(queue?.delayed) },
        {
          label: t('oldest'),
          value: queue ? (queue.oldestAt ? seconds(queue.oldestSeconds) : t('nothingWaits')) : missing,
        },
        { label: t('taking'), value: taking },
        { label: t('lastApplied'), value: status ? <TimeAgo at={status.lastAppliedAt} /> : missing },
      ]}
    />
  )
}
