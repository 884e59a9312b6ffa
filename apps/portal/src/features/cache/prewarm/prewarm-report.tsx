'use client'

import { Skeleton, Stack, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNow, useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { FactRows } from '@/components/facts'
import { Notice } from '@/components/notice'
import { Section } from '@/components/section'
import { TechnicalCause } from '@/components/technical-cause'
import { TimeAgo } from '@/components/time-ago'
import { useAmounts } from '@/components/use-amounts'
import { useMay } from '@/frame/me-provider'
import { useChat } from '@/trpc/contexts'
import { readProgress } from '../../sync/read-progress'
import { RunBar } from '../../sync/run-bar'
import { RunState } from '../../sync/run-state'
import { steadyAnswer } from '../../sync/steady-answer'
import { useCacheParams } from '../cache-params'
import { PrewarmFailures } from './prewarm-failures'
import { type PrewarmRun, prewarmAskAgainMs, shownState } from './prewarm-values'
import { usePrewarmDeeds } from './use-prewarm'

const pageSize = 50
const height = 240

/** One run in full: how far it is, what it came to, and whom it could not cache. */
export function PrewarmReport({ id }: { id: string }) {
  const t = useTranslations('cache.prewarm.report')
  const { params } = useCacheParams()
  const query = steadyAnswer(
    useQuery(
      useChat().cache.prewarm.run.queryOptions(
        { id, limit: pageSize, ...(params.after && { cursor: params.after }) },
        {
          retry: 1,
          staleTime: 0,
          placeholderData: keepPreviousData,
          refetchInterval: ({ state: { data } }) => (data ? prewarmAskAgainMs([data.run]) : 10_000),
        },
      ),
    ),
  )
  const run = query.data?.run
  return (
    <Section
      title={t(run ? `title.${run.scope}` : 'title.loading')}
      aside={run && <RunState state={shownState(run)} />}
    >
      {query.isPending && <Skeleton h={height} />}
      {query.isError && !query.data && (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} title={t('unavailable')} />
      )}
      {run && <Summary run={run} />}
      {query.data && query.data.failures.length > 0 && (
        <PrewarmFailures
          runId={id}
          failures={query.data.failures}
          total={query.data.run.errors}
          nextCursor={query.data.nextCursor}
          pageSize={pageSize}
        />
      )}
    </Section>
  )
}

function Summary({ run }: { run: PrewarmRun }) {
  const t = useTranslations('cache.prewarm.report')
  const { count, milliseconds } = useAmounts()
  const isRunning = run.state === 'running'
  return (
    <Stack gap="sm">
      {isRunning ? (
        <Bar run={run} />
      ) : (
        <Text role="status">
          {t.rich('sentence', {
            cached: run.cached,
            errors: run.errors,
            time: milliseconds(run.durationMs),
            ago: () => <TimeAgo at={run.endedAt ?? run.startedAt} />,
          })}
        </Text>
      )}
      {isRunning && run.interrupted && (
        <Notice tone="amber" advice={t('interruptedAdvice')}>
          {t('interrupted')}
        </Notice>
      )}
      <FactRows
        facts={[
          { label: t('processed'), value: t('of', { done: run.totalProcessed, total: run.total }) },
          { label: t('cached'), value: count(run.cached) },
          { label: t('already'), value: count(run.already) },
          { label: t('errors'), value: count(run.errors) },
          { label: t('duration'), value: milliseconds(run.durationMs) },
          { label: t('rested'), value: milliseconds(run.restedMs) },
        ]}
      />
      <Text fz={13} c="dimmed">
        {t('options', {
          days: run.options.daysBack,
          users: run.options.maxUsers,
          batch: run.options.batchSize,
          delay: milliseconds(run.options.delayBetweenBatches),
        })}
      </Text>
      {run.error && <TechnicalCause label={t('error')}>{run.error}</TechnicalCause>}
    </Stack>
  )
}

function Bar({ run }: { run: PrewarmRun }) {
  const t = useTranslations('cache.prewarm.report')
  const mayOperate = useMay('cache.operate')
  const { stop } = usePrewarmDeeds()
  const now = useNow({ updateInterval: 1000 }).getTime()
  const { totalProcessed: done, total, startedAt, interrupted } = run
  const progress = readProgress({ done, total, startedAt }, now)
  return (
    <>
      <RunBar
        label={t('progress')}
        done={done}
        total={total}
        progress={interrupted ? { ...progress, ratePerSecond: null, secondsLeft: null } : progress}
        stop={
          mayOperate
            ? { label: t('stop'), onConfirm: (reason) => stop.mutate({ reason }), pending: stop.isPending }
            : undefined
        }
      />
      {stop.isError && <ErrorState error={stop.error} title={t('notStopped')} />}
    </>
  )
}
