'use client'

import { Button, Text } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/empty-state'
import { Section } from '@/components/section'
import { useAmounts } from '@/components/use-amounts'
import { RunLine, RunList } from '../run-line'
import { subscriberNames } from '../subscriber-view'
import { useSyncParams } from '../sync-params'
import { usePeople } from '../use-people'
import { joinRuns, type RunOf, tookMs } from './read-run'
import type { Reconciles } from './use-reconciles'
import { useRunWords } from './use-run-words'

/** Every run that is kept, the newest first; those that ran by themselves and found nothing are folded away. */
export function RunsList({ answers }: { answers: Reconciles }) {
  const t = useTranslations('sync.reconcile.runs')
  const services = useTranslations('common.services')
  const { params, setParams } = useSyncParams()
  const { clinical, chat } = answers
  const all = joinRuns({ clinical: clinical.runs ?? [], chat: chat.runs ?? [] })
  const quiet = all.filter((item) => item.quiet).length
  const shown = params.quiet ? all : all.filter((item) => !item.quiet)
  const { nameOf } = usePeople(all.map(({ run }) => run.startedBy))
  const loading = clinical.isPending && chat.isPending
  const silent = subscriberNames.filter((name) => answers[name].isError)
  return (
    <Section title={t('title')}>
      {silent.map((name) => (
        <Text key={name} c="dimmed" mb="xs">
          {t('silent', { service: services(name) })}
        </Text>
      ))}
      {!loading && silent.length === 0 && shown.length === 0 && (
        <EmptyState icon={<IconHistory size={32} stroke={1.5} />} title={t('emptyTitle')}>
          {t('empty')}
        </EmptyState>
      )}
      <RunList loading={loading}>
        {shown.map((item) => (
          <RunItem key={item.run.id} item={item} opened={item.run.id === params.run} nameOf={nameOf} />
        ))}
      </RunList>
      {quiet > 0 && (
        <Button
          variant="subtle"
          size="compact-md"
          mt="xs"
          onClick={() => void setParams({ quiet: params.quiet ? null : true })}
        >
          {t(params.quiet ? 'hideQuiet' : 'showQuiet', { count: quiet })}
        </Button>
      )}
    </Section>
  )
}

interface RunItemProps {
  item: RunOf
  opened: boolean
  nameOf: (id: string) => string | undefined
}

function RunItem({ item: { service, run, times }, opened, nameOf }: RunItemProps) {
  const t = useTranslations('sync.reconcile')
  const services = useTranslations('common.services')
  const { milliseconds } = useAmounts()
  const { foundOf, reasonOf } = useRunWords()
  const took = tookMs(run)
  const who = run.startedBy === null ? null : (nameOf(run.startedBy) ?? t('someone'))
  return (
    <RunLine
      state={run.state}
      href={`/sync?tab=reconcile&service=${service}&run=${run.id}`}
      opened={opened}
      title={t(`runOf.${run.mode}`, { service: services(service) })}
      found={times > 1 ? t('found.failedOften', { count: times }) : foundOf(run)}
      startedAt={run.startedAt}
      notes={[
        who ? t('runs.by', { who }) : reasonOf(run),
        took !== null && t('runs.took', { time: milliseconds(took) }),
      ]}
    />
  )
}
