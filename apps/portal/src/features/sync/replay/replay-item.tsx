'use client'

import { Group, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { TechnicalCause } from '@/components/technical-cause'
import { TimeAgo } from '@/components/time-ago'
import { useMay } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import { RunBar } from '../run-bar'
import { RunState } from '../run-state'
import type { ReplayRun } from './read-scope'
import classes from './replay.module.css'

export interface ReplayItemProps {
  run: ReplayRun
  nameOf: (id: string) => string | undefined
}

/** One replay: what was sent to whom, how far it is, and what became of it there. */
export function ReplayItem({ run, nameOf }: ReplayItemProps) {
  const t = useTranslations('sync.replay')
  const service = useTranslations('common.services')(run.subscriber)
  const scope = useScopeWords(run.scope, nameOf)
  const queryClient = useQueryClient()
  const { sync } = useDirectory()
  const mayOperate = useMay('sync.operate')
  const stop = useMutation(
    sync.stopReplay.mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: sync.replays.pathKey() }),
    }),
  )
  const progress = {
    share: run.total > 0 ? Math.min(1, run.done / run.total) : 0,
    ratePerSecond: run.ratePerSecond > 0 ? run.ratePerSecond : null,
    secondsLeft: run.secondsLeft,
  }
  return (
    <li className={classes.run}>
      <Group justify="space-between" gap="xs" align="flex-start">
        <div>
          <Text fw={500}>{t('runOf', { service, scope })}</Text>
          <Text fz={13} c="dimmed">
            {t.rich('startedBy', {
              who: () => <bdi>{run.startedBy.name ?? t('someone')}</bdi>,
              ago: () => <TimeAgo at={run.startedAt} />,
            })}
          </Text>
        </div>
        <RunState state={run.state} />
      </Group>
      {run.state === 'running' ? (
        <RunBar
          label={t('runOf', { service, scope })}
          done={run.done}
          total={run.total}
          progress={progress}
          stop={
            mayOperate
              ? {
                  label: t('stopFor', { service }),
                  onConfirm: (reason) => stop.mutate({ id: run.id, reason }),
                  pending: stop.isPending,
                }
              : undefined
          }
        />
      ) : (
        <Text>{t('sent', { done: run.done, total: run.total })}</Text>
      )}
      <Outcome run={run} />
      {run.error && (
        <TechnicalCause label={run.state === 'running' ? t('inItsWay') : undefined}>{run.error}</TechnicalCause>
      )}
      {stop.isError && <ErrorState error={stop.error} />}
    </li>
  )
}

/** What became of the events at the subscriber. */
function Outcome({ run: { outcome, done, subscriber, state } }: { run: ReplayRun }) {
  const t = useTranslations('sync.replay')
  const service = useTranslations('common.services')(subscriber)
  if (outcome === null) return <Text c="dimmed">{t('outcomeUnknown', { service })}</Text>
  const { received, applied, superseded, parked } = outcome
  if (state === 'running' && received === 0) return null
  return (
    <Text c="dimmed" role="status">
      {t('outcome', { applied, superseded, parked })}
      {received < done && ` ${t('settling', { count: done - received, service })}`}
    </Text>
  )
}

function useScopeWords(scope: ReplayRun['scope'], nameOf: (id: string) => string | undefined): string {
  const t = useTranslations('sync.replay.scopeWords')
  const format = useFormatter()
  const moment = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' })
  switch (scope.kind) {
    case 'user':
      return t('user', { name: nameOf(scope.userId) ?? t('onePerson') })
    case 'event':
      return t('event', { id: scope.eventId.slice(-12) })
    case 'range':
      return t('range', { since: moment(scope.since), until: moment(scope.until) })
    case 'start':
      return t('start')
  }
}
