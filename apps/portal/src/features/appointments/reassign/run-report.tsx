'use client'

import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useNow, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { Section } from '@/components/section'
import { readProgress } from '@/features/sync/read-progress'
import { RunBar } from '@/features/sync/run-bar'
import { RunState } from '@/features/sync/run-state'
import classes from './reassign.module.css'
import { doneOf, isOver, type Reassignment, type StepState } from './reassignment-run'
import { RunSteps } from './run-steps'
import { StepFilter } from './step-filter'
import { useReassignView } from './use-reassign-view'
import { useRun } from './use-run'
import { useRunWords } from './use-run-words'

/** One run: its bar while it goes on, then what became of each appointment, and why. */
export function RunReport({ id }: { id: string }) {
  const t = useTranslations('appointments.reassign')
  const common = useTranslations('common.actions')
  const { showRun } = useReassignView()
  const { lookOf, titleOf, foundOf } = useRunWords()
  const [only, setOnly] = useState<StepState | null>(null)
  const [cursor, setCursor] = useState<string | null>(null)
  const query = useRun(id, { state: only, cursor })
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton h={200} />
  const { run, steps } = query.data
  return (
    <Section
      title={titleOf(run)}
      aside={
        <Group gap="sm">
          <RunState state={lookOf(run)} />
          <Button variant="default" size="compact-sm" onClick={() => void showRun(null)}>
            {t('run.close')}
          </Button>
        </Group>
      }
    >
      <Stack gap="sm">
        <p role="status" className={classes.found}>
          {foundOf(run)}
        </p>
        {!isOver(run) && <Progress run={run} />}
        <Text size="sm" c="dimmed">
          {[
            t(`run.mode.${run.mode}`),
            t('run.by', { name: run.startedBy.name }),
            t('run.reason', { reason: run.reason }),
          ].join(' · ')}
        </Text>
        <StepFilter
          run={run}
          chosen={only}
          onChoose={(state) => {
            setOnly(state)
            setCursor(null)
          }}
        />
        <RunSteps steps={steps.items} label={t('run.report')} />
        <Group justify="flex-end" gap="xs">
          {cursor && (
            <Button variant="default" size="compact-sm" onClick={() => setCursor(null)}>
              {common('firstPage')}
            </Button>
          )}
          {steps.nextCursor && (
            <Button variant="default" size="compact-sm" onClick={() => setCursor(steps.nextCursor)}>
              {common('nextPage')}
            </Button>
          )}
        </Group>
      </Stack>
    </Section>
  )
}

function Progress({ run }: { run: Reassignment }) {
  const t = useTranslations('appointments.reassign.run')
  const now = useNow({ updateInterval: 1000 })
  const done = doneOf(run)
  const { total, startedAt, from } = run
  return (
    <RunBar
      label={t('bar', { from: from.name })}
      {...{ done, total }}
      progress={readProgress({ done, total, startedAt }, now.getTime())}
    />
  )
}
