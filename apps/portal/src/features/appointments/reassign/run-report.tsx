'use client'

import { Button, Group, Skeleton, Stack, Table, Text } from '@mantine/core'
import { useFormatter, useNow, useTimeZone, useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { ScrollRegion } from '@/components/scroll-region'
import { Section } from '@/components/section'
import { utcTitle } from '@/components/utc-title'
import { readProgress } from '@/features/sync/read-progress'
import { RunBar } from '@/features/sync/run-bar'
import { RunState } from '@/features/sync/run-state'
import classes from './reassign.module.css'
import { doneOf, isOver, type Reassignment, type ReassignmentStep } from './reassignment-run'
import { StepMark } from './step-mark'
import { useReassignView } from './use-reassign-view'
import { useRun } from './use-run'
import { useRunWords } from './use-run-words'

/** One run: its bar while it goes on, then what became of each appointment, and why. */
export function RunReport({ id }: { id: string }) {
  const t = useTranslations('appointments.reassign')
  const { showRun } = useReassignView()
  const { lookOf, titleOf, foundOf } = useRunWords()
  const query = useRun(id)
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
        <Steps steps={steps.items} label={t('run.report')} />
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

function Steps({ steps, label }: { steps: ReassignmentStep[]; label: string }) {
  const t = useTranslations('appointments.reassign')
  const format = useFormatter()
  const timeZone = useTimeZone() ?? 'UTC'
  const words = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const
  return (
    <ScrollRegion label={label} className={classes.steps}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {(['when', 'patient', 'from', 'to', 'state'] as const).map((column) => (
              <Table.Th key={column}>{t(`columns.${column}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {steps.map(({ seq, startsAt, patientName, from, to, state, why }) => (
            <Table.Tr key={seq}>
              <Table.Td className={classes.stepWhen}>
                <time dateTime={startsAt} title={utcTitle(new Date(startsAt))}>
                  {format.dateTime(new Date(startsAt), { ...words, hourCycle: 'h23', timeZone })}
                </time>
              </Table.Td>
              <Table.Td>
                <bdi>{patientName}</bdi>
              </Table.Td>
              <Table.Td>
                <bdi>{from.name}</bdi>
              </Table.Td>
              <Table.Td>{to ? <bdi>{to.name}</bdi> : '–'}</Table.Td>
              <Table.Td>
                <StepMark state={state} />
                {why && (
                  <Text size="sm" c="dimmed">
                    {t(`whyStep.${why}`)}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollRegion>
  )
}
