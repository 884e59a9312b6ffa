'use client'

import { Stack } from '@mantine/core'
import { IconPlayerPause } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { Notice } from '@/components/notice'
import { TimeAgo } from '@/components/time-ago'
import type { SubscriberView } from '../subscriber-view'

/** What is out of the ordinary with a queue, and what follows from it. */
export function QueueNotices({ view }: { view: SubscriberView }) {
  const t = useTranslations('sync.queues')
  const service = useTranslations('common.services')(view.name)
  const { queue, status, unreachable, isPaused, pause: paused } = view
  const isStuck = queue !== null && !isPaused && status?.consuming === false && !unreachable
  if (!isPaused && !isStuck && !unreachable && !queue?.missed) return null
  return (
    <Stack gap="xs" mb="sm">
      {isPaused && (
        <Notice
          tone="grey"
          icon={IconPlayerPause}
          advice={t(paused?.reason ? 'pausedReason' : 'pausedAdvice', { reason: paused?.reason ?? '' })}
        >
          {paused
            ? t.rich('pausedBy', {
                by: () => <bdi>{paused.by ?? t('someone')}</bdi>,
                ago: () => <TimeAgo at={paused.at} />,
              })
            : t('paused')}
        </Notice>
      )}
      {unreachable && (
        <Notice tone="grey" advice={t('awayAdvice')}>
          {t('away', { service })}
        </Notice>
      )}
      {isStuck && (
        <Notice tone="amber" advice={t('stuckAdvice')}>
          {t('stuck', { service })}
        </Notice>
      )}
      {queue?.missed && (
        <Notice
          tone="amber"
          advice={t('missedAdvice', { service })}
          link={{ href: '/sync?tab=reconcile', label: t('toReconcile') }}
        >
          {t('missed', { service })}
        </Notice>
      )}
    </Stack>
  )
}
