import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { FactRows } from '@/components/facts'
import { Notice } from '@/components/notice'
import { Section } from '@/components/section'
import { TimeAgo } from '@/components/time-ago'
import { useAmounts } from '@/components/use-amounts'
import { StateMark } from './state-mark'
import type { SubscriberView } from './subscriber-view'

export interface SubscriberCardProps {
  view: SubscriberView
  error: unknown
  onRetry: () => void
}

/** How far one subscriber is. */
export function SubscriberCard({ view, error, onRetry }: SubscriberCardProps) {
  const t = useTranslations('sync.subscriber')
  const service = useTranslations('common.services')(view.name)
  return (
    <Section
      title={service}
      hint={view.unreachable ? t('unreachableAdvice') : t(`hint.${view.name}`)}
      aside={<StateMark state={view.state} loading={view.status === null && !view.unreachable} />}
    >
      {view.unreachable && <ErrorState error={error} title={t('unreachable', { service })} onRetry={onRetry} />}
      {view.queue && !view.isPaused && view.status?.consuming === false && !view.unreachable && (
        <Notice tone="amber" advice={t('stuckAdvice')}>
          {t('stuck', { service })}
        </Notice>
      )}
      <SubscriberFigures view={view} />
    </Section>
  )
}

function SubscriberFigures({ view }: { view: SubscriberView }) {
  const t = useTranslations('sync.subscriber')
  const { count, seconds, milliseconds } = useAmounts()
  const { queue, status, pending, lagSeconds } = view
  const waiting = status !== null || view.unreachable
  const missing = waiting ? '–' : null
  const arrival = (ms: number | null) => (ms === null ? '–' : milliseconds(ms))
  const queueText =
    queue && pending
      ? t('queueParts', { waiting: queue.waiting, active: queue.active, delayed: queue.delayed })
      : t('queueEmpty')
  return (
    <FactRows
      facts={[
        { label: t('lag'), value: lagSeconds === null ? missing : seconds(lagSeconds) },
        { label: t('queue'), value: pending === null ? missing : queueText },
        { label: t('lastApplied'), value: status ? <TimeAgo at={status.lastAppliedAt} /> : missing },
        {
          label: t('throughput'),
          value: status && !view.unreachable ? t('perMinute', { count: status.throughputPerMinute }) : missing,
        },
        {
          label: t('arrival'),
          value: status ? `${arrival(status.arrivalMs.p50)} / ${arrival(status.arrivalMs.p95)}` : missing,
        },
        { label: t('users'), value: status ? count(status.users) : missing },
        { label: t('applied'), value: status ? count(status.applied) : missing },
        { label: t('superseded'), value: status ? count(status.superseded) : missing },
        { label: t('retrying'), value: status ? count(status.retrying) : missing },
        { label: t('parked'), value: status ? count(status.parked) : missing },
      ]}
    />
  )
}
