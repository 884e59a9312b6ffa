'use client'

import { Button, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { Section } from '@/components/section'
import { RunLine, RunList } from '@/features/sync/run-line'
import { useDirectory } from '@/trpc/contexts'
import { type ImportRun, isUnderWay, refetchWhile } from './import-queries'
import { runStateOf } from './run-state-of'

/** Earlier imports, the newest first; one that waits for a decision or is under way is opened from here. */
export function ImportRuns() {
  const t = useTranslations('import.runs')
  const query = useInfiniteQuery(
    useDirectory().users.import.list.infiniteQueryOptions(
      { limit: 10 },
      {
        getNextPageParam: (page) => page.nextCursor ?? undefined,
        refetchInterval: ({ state }) => refetchWhile(state.data?.pages.flatMap(({ items }) => items).find(isRunning)),
      },
    ),
  )
  const runs = query.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <Section title={t('title')}>
      {query.isError && !query.data && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && runs.length === 0 ? (
        <EmptyState icon={<IconFileImport size={32} stroke={1.5} />} title={t('emptyTitle')}>
          {t('empty')}
        </EmptyState>
      ) : (
        <RunList loading={query.isPending}>
          {runs.map((run) => (
            <RunLine
              key={run.id}
              state={runStateOf(run.state)}
              href={`/users/import?id=${run.id}`}
              opened={false}
              title={run.fileName ?? t('pasted')}
              found={<Found run={run} />}
              startedAt={run.createdAt}
              notes={[run.startedBy.name]}
            />
          ))}
        </RunList>
      )}
      {query.hasNextPage && (
        <Button variant="default" mt="sm" onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
          {t('more')}
        </Button>
      )}
    </Section>
  )
}

const isRunning = ({ state }: ImportRun) => isUnderWay(state)

function Found({ run: { state, applied, notApplied, records } }: { run: ImportRun }) {
  const t = useTranslations('import.runs')
  const isApplied = state === 'applying' || state === 'done' || state === 'failed' || state === 'cancelled'
  return (
    <Text component="span" inherit>
      {isApplied
        ? t('applied', {
            created: applied.created,
            updated: applied.updated,
            deactivated: applied.deactivated,
            failed: notApplied,
          })
        : t(`waiting.${state}`, { records })}
    </Text>
  )
}
