'use client'

import { Anchor, Button, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { Section } from '@/components/section'
import { TimeAgo } from '@/components/time-ago'
import { RunList } from '@/features/sync/run-line'
import lineClasses from '@/features/sync/run-line.module.css'
import { useDirectory } from '@/trpc/contexts'
import { type ImportRun, isUnderWay, refetchWhile } from './import-queries'
import { ImportStateMark } from './import-state'

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
            <ImportLine key={run.id} run={run} />
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

function ImportLine({ run }: { run: ImportRun }) {
  const t = useTranslations('import.runs')
  return (
    <li className={lineClasses.run}>
      <ImportStateMark state={run.state} />
      <div>
        <Anchor component={Link} href={`/users/import?id=${run.id}`} fw={500} underline="hover">
          <bdi>{run.fileName ?? t('pasted')}</bdi>
        </Anchor>
        <Text>
          <Found run={run} />
        </Text>
      </div>
      <Text fz={13} c="dimmed" className={lineClasses.runWhen}>
        <TimeAgo at={run.createdAt} />
        <br />
        <bdi>{run.startedBy.name}</bdi>
      </Text>
    </li>
  )
}

function Found({ run: { state, applied, notApplied, records } }: { run: ImportRun }) {
  const t = useTranslations('import.runs')
  const { created, updated, deactivated } = applied
  if (state === 'cancelled' && created + updated + deactivated === 0) return t('nothingWritten')
  if (state === 'uploading' || state === 'received' || state === 'checking' || state === 'checked') {
    return t(`waiting.${state}`, { records })
  }
  return t('applied', { created, updated, deactivated, failed: notApplied })
}
