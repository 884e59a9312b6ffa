'use client'

import { Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconAlertOctagon, IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { Tone } from '@/components/arrival-state'
import { ErrorState } from '@/components/error-state'
import { ScrollRegion } from '@/components/scroll-region'
import { Section } from '@/components/section'
import { TimeAgo } from '@/components/time-ago'
import { useChat } from '@/trpc/contexts'
import type { ChatOut } from '@/trpc/routers'
import { steadyAnswer } from '../../sync/steady-answer'
import { ToneMark } from '../../sync/tone-mark'
import classes from '../cache.module.css'
import type { CacheStats } from '../cache-figures'
import { BreakerLight } from './breaker-light'

const everyMs = 10_000
const shown = 20

type Change = ChatOut['cache']['breakerChanges']['items'][number]

const looks: Record<Change['state'], { icon: typeof IconCheck; tone: Tone }> = {
  closed: { icon: IconCheck, tone: 'green' },
  halfOpen: { icon: IconAlertTriangle, tone: 'amber' },
  open: { icon: IconAlertOctagon, tone: 'red' },
}

/** How the breaker stands, and when it, or the one before Redis, changed. */
export function BreakerPanel({ stats }: { stats: CacheStats | null }) {
  const t = useTranslations('cache.breaker')
  const query = steadyAnswer(
    useQuery(
      useChat().cache.breakerChanges.queryOptions(
        { limit: shown },
        { refetchInterval: everyMs, staleTime: 0, retry: 1 },
      ),
    ),
  )
  const changes = query.data?.items ?? []
  return (
    <Section title={t('title')}>
      {stats ? <BreakerLight breaker={stats.breaker} /> : <Skeleton h={80} />}
      <Title order={3} mt="md" mb="xs">
        {t('history')}
      </Title>
      {query.isPending && (
        <Stack gap="xs">
          <Skeleton h={40} />
          <Skeleton h={40} />
        </Stack>
      )}
      {query.isError && !query.data && (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} title={t('historyUnavailable')} />
      )}
      {query.data && changes.length === 0 && <Text c="dimmed">{t('noChanges')}</Text>}
      {changes.length > 0 && (
        <ScrollRegion className={classes.changesBox} label={t('history')}>
          <ol className={classes.changes}>
            {changes.map((change) => (
              <ChangeItem key={`${change.at} ${change.replica} ${change.breaker} ${change.state}`} change={change} />
            ))}
          </ol>
        </ScrollRegion>
      )}
    </Section>
  )
}

function ChangeItem({ change: { at, replica, breaker, state, reason } }: { change: Change }) {
  const t = useTranslations('cache.breaker')
  return (
    <li>
      <ToneMark {...looks[state]}>{t(`state.${state}`)}</ToneMark>
      <div>
        <Text>
          {t(`which.${breaker}`)} · <TimeAgo at={at} />
        </Text>
        {reason && <Text className={classes.value}>{reason}</Text>}
        <Text fz={12} c="dimmed" title={replica}>
          {t('replica', { id: replica.slice(0, 8) })}
        </Text>
      </div>
    </li>
  )
}
