'use client'

import { ActionIcon, Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconEqual, IconRefresh, IconX } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { TechnicalCause } from '@/components/technical-cause'
import { TimeAgo } from '@/components/time-ago'
import { useMay } from '@/frame/me-provider'
import { RunState } from '../run-state'
import type { SubscriberName } from '../subscriber-view'
import syncClasses from '../sync.module.css'
import { useSyncParams } from '../sync-params'
import { useSyncOf } from '../use-sync-of'
import { DifferenceItem } from './difference-item'
import { countDifferences, type ReconcileRun } from './read-run'
import { ReconcileBar } from './reconcile-bar'
import { ReconcileDialog } from './reconcile-dialog'
import { useReconcileDeeds } from './use-reconcile-deeds'
import { useRunWords } from './use-run-words'

const pageSize = 50
const movingMs = 1000

export interface RunReportProps {
  service: SubscriberName
  id: string
}

/** One run in full: how far it is, what it found by person and field, and, after a preview, the button that mends it. */
export function RunReport({ service: name, id }: RunReportProps) {
  const t = useTranslations('sync.reconcile.report')
  const service = useTranslations('common.services')(name)
  const { setParams } = useSyncParams()
  const sync = useSyncOf(name)
  const query = useInfiniteQuery(
    sync.reconcileRun.infiniteQueryOptions(
      { id, limit: pageSize },
      {
        getNextPageParam: ({ differences }) => differences.nextCursor,
        retry: 1,
        refetchInterval: ({ state: { data } }) => (data?.pages[0]?.run.state === 'running' ? movingMs : false),
      },
    ),
  )
  const pages = query.data?.pages ?? []
  const run = pages.at(-1)?.run
  const differences = pages.flatMap((page) => page.differences.items)
  return (
    <Paper p="md" component="section" aria-labelledby="report-title">
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb="xs">
        <Group gap="sm">
          <Title order={2} id="report-title">
            {run ? t(`title.${run.mode}`, { service }) : t('title.loading', { service })}
          </Title>
          {run && <RunState state={run.state} />}
        </Group>
        <ActionIcon aria-label={t('close')} onClick={() => void setParams({ run: null, service: null })}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </Group>
      {query.isPending && <Skeleton h={120} />}
      {query.isError && !query.data && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {run && <RunSummary name={name} run={run} />}
      {run && run.state !== 'running' && countDifferences(run).differing === 0 && run.state === 'done' && (
        <EmptyState icon={<IconEqual size={32} stroke={1.5} />} title={t('equalTitle', { service })}>
          {t('equal', { count: run.done })}
        </EmptyState>
      )}
      {differences.length > 0 && (
        <ul className={syncClasses.list} aria-label={t('differences')}>
          {differences.map((difference) => (
            <DifferenceItem key={`${difference.userId}-${difference.kind}`} service={service} difference={difference} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button variant="default" mt="md" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      {run && query.data && !query.hasNextPage && <Unnamed run={run} named={differences.length} />}
    </Paper>
  )
}

function RunSummary({ name, run }: { name: SubscriberName; run: ReconcileRun }) {
  const t = useTranslations('sync.reconcile.report')
  const service = useTranslations('common.services')(name)
  const mayOperate = useMay('sync.operate')
  const { stop } = useReconcileDeeds(name)
  const [asking, setAsking] = useState(false)
  const { foundOf } = useRunWords()
  const { differing } = countDifferences(run)
  const canApply = mayOperate && run.mode === 'preview' && run.state !== 'running' && differing > 0
  return (
    <Stack gap="sm" mb="md">
      {run.state === 'running' ? (
        <ReconcileBar
          service={service}
          run={run}
          {...(mayOperate && { onStop: (reason: string) => stop.mutate({ reason }) })}
          stopping={stop.isPending}
        />
      ) : (
        <Text fz={13} c="dimmed">
          {t.rich('when', { done: run.done, ago: () => <TimeAgo at={run.endedAt ?? run.startedAt} /> })}
        </Text>
      )}
      {differing > 0 && <Text role="status">{foundOf(run)}</Text>}
      {run.error && <TechnicalCause label={t('error')}>{run.error}</TechnicalCause>}
      {canApply && (
        <Group>
          <Button leftSection={<IconRefresh size={18} aria-hidden />} onClick={() => setAsking(true)}>
            {t('repair', { count: differing, service })}
          </Button>
        </Group>
      )}
      {asking && <ReconcileDialog name={name} mode="apply" onClose={() => setAsking(false)} />}
      {stop.isError && <ErrorState error={stop.error} />}
    </Stack>
  )
}

/** Those that are counted and not named: beyond the first thousand, or of other organisations. */
function Unnamed({ run, named }: { run: ReconcileRun; named: number }) {
  const t = useTranslations('sync.reconcile.report')
  const unnamed = countDifferences(run).differing - named
  if (unnamed <= 0 || run.state === 'running') return null
  return (
    <Text c="dimmed" mt="md">
      {t('unnamed', { count: unnamed })}
    </Text>
  )
}
