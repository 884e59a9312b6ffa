'use client'

import { Paper, Skeleton, Stack, Title } from '@mantine/core'
import { IconFlame } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/empty-state'
import { useAmounts } from '@/components/use-amounts'
import { RunLine, RunList } from '../../sync/run-line'
import { usePeople } from '../../sync/use-people'
import type { PrewarmRun } from './prewarm-values'

export interface PrewarmRunsProps {
  /** Newest first; undefined while nobody has told. */
  runs: PrewarmRun[] | undefined
  loading: boolean
  /** Whose report is shown. */
  opened: string | null
}

/** The last runs; each opens its report. */
export function PrewarmRuns({ runs, loading, opened }: PrewarmRunsProps) {
  const t = useTranslations('cache.prewarm.runs')
  const { nameOf } = usePeople(runs?.map(({ startedBy }) => startedBy) ?? [])
  return (
    <Paper p="md" component="section" aria-labelledby="prewarm-runs-title">
      <Title order={2} id="prewarm-runs-title" mb="xs">
        {t('title')}
      </Title>
      {loading && (
        <Stack gap="sm">
          <Skeleton h={44} />
          <Skeleton h={44} />
        </Stack>
      )}
      {runs?.length === 0 && (
        <EmptyState icon={<IconFlame size={32} stroke={1.5} />} title={t('emptyTitle')}>
          {t('empty')}
        </EmptyState>
      )}
      <RunList>
        {runs?.map((run) => (
          <RunItem key={run.id} run={run} opened={run.id === opened} nameOf={nameOf} />
        ))}
      </RunList>
    </Paper>
  )
}

interface RunItemProps {
  run: PrewarmRun
  opened: boolean
  nameOf: (id: string) => string | undefined
}

function RunItem({ run, opened, nameOf }: RunItemProps) {
  const t = useTranslations('cache.prewarm.runs')
  const { milliseconds } = useAmounts()
  const who = run.startedBy === null ? t('startup') : t('by', { who: nameOf(run.startedBy) ?? t('someone') })
  const isRunning = run.state === 'running'
  return (
    <RunLine
      state={isRunning && run.interrupted ? 'interrupted' : run.state}
      href={`/cache?tab=prewarm&run=${run.id}`}
      opened={opened}
      title={t(`scope.${run.scope}`, { days: run.options.daysBack })}
      found={
        isRunning
          ? t('soFar', { done: run.totalProcessed, total: run.total })
          : t('found', { cached: run.cached, errors: run.errors })
      }
      startedAt={run.startedAt}
      notes={[who, !isRunning && t('took', { time: milliseconds(run.durationMs) })]}
    />
  )
}
