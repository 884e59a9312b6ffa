'use client'

import { IconFlame } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/empty-state'
import { Section } from '@/components/section'
import { useAmounts } from '@/components/use-amounts'
import { RunLine, RunList } from '../../sync/run-line'
import { usePeople } from '../../sync/use-people'
import { type PrewarmRun, shownState } from './prewarm-values'

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
    <Section title={t('title')}>
      {runs?.length === 0 && (
        <EmptyState icon={<IconFlame size={32} stroke={1.5} />} title={t('emptyTitle')}>
          {t('empty')}
        </EmptyState>
      )}
      <RunList loading={loading}>
        {runs?.map((run) => (
          <RunItem key={run.id} run={run} opened={run.id === opened} nameOf={nameOf} />
        ))}
      </RunList>
    </Section>
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
      state={shownState(run)}
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
