'use client'

import { Skeleton, Stack } from '@mantine/core'
import { IconPlayerTrackNext } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { Section } from '@/components/section'
import { useDirectory } from '@/trpc/contexts'
import { steadyAnswer } from '../steady-answer'
import syncClasses from '../sync.module.css'
import { usePeople } from '../use-people'
import { replaysAskAgainMs } from './read-scope'
import { ReplayItem } from './replay-item'

const mostRuns = 50

/** Every replay that is kept, the newest first. */
export function ReplayRuns() {
  const t = useTranslations('sync.replay')
  const query = steadyAnswer(
    useQuery(
      useDirectory().sync.replays.queryOptions(
        { limit: mostRuns },
        {
          retry: 1,
          refetchInterval: ({ state: { data } }) => replaysAskAgainMs(data?.items ?? [], Date.now()),
        },
      ),
    ),
  )
  const runs = query.data?.items ?? []
  const { nameOf } = usePeople(runs.map(({ scope }) => (scope.kind === 'user' ? scope.userId : null)))
  return (
    <Section title={t('runs')}>
      {query.isPending && (
        <Stack gap="sm">
          <Skeleton h={72} />
          <Skeleton h={72} />
        </Stack>
      )}
      {query.isError && !query.data && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && runs.length === 0 && (
        <EmptyState icon={<IconPlayerTrackNext size={32} stroke={1.5} />} title={t('emptyTitle')}>
          {t('empty')}
        </EmptyState>
      )}
      <ol className={syncClasses.list}>
        {runs.map((run) => (
          <ReplayItem key={run.id} run={run} nameOf={nameOf} />
        ))}
      </ol>
    </Section>
  )
}
