'use client'

import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { Section } from '@/components/section'
import { RunLine, RunList } from '@/features/sync/run-line'
import { useClinical } from '@/trpc/contexts'
import { reassignHref } from './reassign-href'
import { isOver } from './reassignment-run'
import { useReassignView } from './use-reassign-view'
import { useRunWords } from './use-run-words'

const followMs = 1000
const refreshMs = 30_000

/** The reassignments that were, each with its report. */
export function Reassignments() {
  const t = useTranslations('appointments.reassign')
  const { view } = useReassignView()
  const { lookOf, titleOf, foundOf } = useRunWords()
  const query = useQuery(
    useClinical().appointments.reassignments.queryOptions(
      {},
      { refetchInterval: ({ state: { data } }) => (data?.items.every(isOver) === false ? followMs : refreshMs) },
    ),
  )
  return (
    <Section title={t('runs')}>
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <Text c="dimmed">{t('noRuns')}</Text>}
      {!query.isError && (
        <RunList loading={query.isPending}>
          {query.data?.items.map((run) => (
            <RunLine
              key={run.id}
              state={lookOf(run)}
              href={reassignHref({ ...(view.clinician && { clinician: view.clinician }), run: run.id })}
              opened={run.id === view.run}
              title={titleOf(run)}
              found={foundOf(run)}
              startedAt={run.startedAt}
              notes={[t('run.by', { name: run.startedBy.name }), t(`run.mode.${run.mode}`)]}
            />
          ))}
        </RunList>
      )}
    </Section>
  )
}
