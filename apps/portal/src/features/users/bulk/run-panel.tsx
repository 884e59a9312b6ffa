'use client'

import { Button, Group, Skeleton, Text } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { FactRows } from '@/components/facts'
import { Notice } from '@/components/notice'
import { ServiceSentence } from '@/components/service-sentence'
import { TimeAgo } from '@/components/time-ago'
import { RunState } from '@/features/sync/run-state'
import { useMay } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import type { BulkRun } from '@/trpc/routers'
import { SidePanel } from '../panel/side-panel'
import { isUndoable } from './bulk-deeds'
import { BulkProgress } from './bulk-progress'
import { BulkResults } from './bulk-results'
import { useDeedWords } from './use-deed-words'

const askAgainMs = 700

export interface RunPanelProps {
  id: string
  onClose: () => void
  onOpenRun: (id: string) => unknown
}

/** A bulk run: how far it is while it runs, and what became of each person. The address names it, so a reload finds it. */
export function RunPanel({ id, onClose, onOpenRun }: RunPanelProps) {
  const t = useTranslations('users.bulk')
  const words = useDeedWords()
  const { bulk } = useDirectory().users
  const query = useQuery(
    bulk.run.queryOptions(
      { id },
      { refetchInterval: ({ state: { data } }) => (data?.state === 'running' ? askAgainMs : false) },
    ),
  )
  const run = query.data
  return (
    <SidePanel title={run ? words(run) : t('bar')} onClose={onClose} focusAfter={() => undefined}>
      {query.isError && !run && <ErrorState error={query.error} onRetry={() => query.refetch()} />}
      {query.isPending && <Skeleton height={320} />}
      {run && <RunReport key={run.id} run={run} onOpenRun={onOpenRun} />}
    </SidePanel>
  )
}

function RunReport({ run, onOpenRun }: { run: BulkRun; onOpenRun: RunPanelProps['onOpenRun'] }) {
  const t = useTranslations('users.bulk')
  const people = (count: number) => t('people', { count })
  return (
    <>
      <Group justify="space-between" mb="md" mih={28}>
        <RunState state={run.state} />
        <Text c="dimmed">
          {t.rich('by', { who: () => <bdi>{run.startedBy.name}</bdi>, when: () => <TimeAgo at={run.startedAt} /> })}
        </Text>
      </Group>
      <BulkProgress run={run} />
      {run.error && (
        <Notice tone="red">
          <ServiceSentence>{run.error}</ServiceSentence>
        </Notice>
      )}
      <FactRows
        facts={[
          { label: t('outcome.changed'), value: people(run.changed) },
          { label: t('outcome.left'), value: people(run.left) },
          { label: t('outcome.failed'), value: people(run.failed) },
          ...(run.reason ? [{ label: t('reasonGiven'), value: <bdi>{run.reason}</bdi> }] : []),
        ]}
      />
      <UndoRun run={run} onOpenRun={onOpenRun} />
      <BulkResults run={run} />
    </>
  )
}

function UndoRun({ run, onOpenRun }: { run: BulkRun; onOpenRun: RunPanelProps['onOpenRun'] }) {
  const t = useTranslations('users.bulk')
  const mayWrite = useMay('users.write')
  const queryClient = useQueryClient()
  const { users } = useDirectory()
  const undo = useMutation(
    users.bulk.undo.mutationOptions({
      onSuccess: (next) => onOpenRun(next.id),
      onSettled: () => queryClient.invalidateQueries({ queryKey: users.bulk.pathKey() }),
    }),
  )
  const other = run.undoneBy ?? run.undoOf
  return (
    <Group gap="xs" my="md" mih={36}>
      {mayWrite && isUndoable(run) && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={18} aria-hidden />}
          loading={undo.isPending}
          onClick={() => undo.mutate({ id: run.id })}
        >
          {t('undo', { count: run.changed })}
        </Button>
      )}
      {other && (
        <Button variant="subtle" onClick={() => onOpenRun(other)}>
          {t(run.undoneBy ? 'undone' : 'undoes')}
        </Button>
      )}
      {undo.error && <ErrorState error={undo.error} />}
    </Group>
  )
}
