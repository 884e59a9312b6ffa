'use client'

import { Anchor, Button, Skeleton, Stack, Text } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { KeysetPager } from '@/components/keyset-pager'
import { NoAccess } from '@/components/no-access'
import { PageHeader } from '@/components/page-header'
import { Section } from '@/components/section'
import { TimeAgo } from '@/components/time-ago'
import { RunLine, RunList } from '@/features/sync/run-line'
import { useMay } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import type { DirectoryOut } from '@/trpc/routers'
import { useDeedWords } from '../bulk/use-deed-words'
import { usePanel } from '../panel/use-panel'
import classes from '../users.module.css'
import { useUndo } from './use-undo'

const RunPanel = dynamic(() => import('../bulk/run-panel').then((module) => module.RunPanel), { ssr: false })

/** What was done lately and can still be taken back, however long ago its toast went away. */
export function RecentPage() {
  const t = useTranslations('users')
  const mayWrite = useMay('users.write')
  const mayRead = useMay('users.read')
  const panel = usePanel()
  return (
    <>
      <PageHeader
        back={
          <Anchor component={Link} href="/users" size="sm">
            {t('title')}
          </Anchor>
        }
        title={t('recent.title')}
        description={t('recent.description')}
      />
      {mayRead ? (
        <Stack gap="lg">
          {mayWrite && <Undoables />}
          <Runs runId={panel.runId} />
        </Stack>
      ) : (
        <NoAccess />
      )}
      {panel.runId && <RunPanel id={panel.runId} onClose={panel.close} onOpenRun={panel.openRun} />}
    </>
  )
}

function Undoables() {
  const t = useTranslations('users.recent')
  const query = useQuery(useDirectory().users.undoable.queryOptions({ limit: 50 }))
  return (
    <Section title={t('single')} hint={t('singleHint')} padding="lg">
      {query.isError && <ErrorState error={query.error} onRetry={() => query.refetch()} />}
      {query.isPending && <Skeleton height={132} />}
      {query.data?.items.length === 0 && <Text c="dimmed">{t('noSingle')}</Text>}
      <ol className={classes.deeds}>
        {query.data?.items.map((deed) => (
          <UndoableItem key={`${deed.userId} ${deed.version}`} deed={deed} />
        ))}
      </ol>
    </Section>
  )
}

function UndoableItem({ deed }: { deed: DirectoryOut['users']['undoable']['items'][number] }) {
  const t = useTranslations('users.recent')
  const roles = useTranslations('common.roles')
  const undo = useUndo()
  const { userId, name, version, kind, from, to, at, by } = deed
  return (
    <li>
      <div>
        <Anchor component={Link} href={`/users/${userId}`} prefetch={false} fw={500} underline="hover">
          <bdi>{name}</bdi>
        </Anchor>
        <Text>
          {kind === 'role_changed' && from && to
            ? t('roleChanged', { from: roles(from), to: roles(to) })
            : t(kind === 'deleted' ? 'deleted' : 'deactivated')}
        </Text>
        <Text fz={13} c="dimmed">
          {t.rich('by', { who: () => <bdi>{by.name}</bdi>, when: () => <TimeAgo at={at} /> })}
        </Text>
      </div>
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        loading={undo.isPending}
        aria-label={t('undo', { name })}
        onClick={() => undo.mutate({ id: userId, version })}
      >
        {t('undoShort')}
      </Button>
    </li>
  )
}

const pageSize = 20
const askAgainMs = 2000

function Runs({ runId }: { runId: string | null }) {
  const t = useTranslations('users')
  const words = useDeedWords()
  const [place, setPlace] = useState<{ after: string | null; page: number }>({ after: null, page: 1 })
  const query = useQuery(
    useDirectory().users.bulk.runs.queryOptions(
      { limit: pageSize, ...(place.after && { cursor: place.after }) },
      {
        placeholderData: keepPreviousData,
        refetchInterval: ({ state: { data } }) =>
          data?.items.some(({ state }) => state === 'running') ? askAgainMs : false,
      },
    ),
  )
  const { data } = query
  return (
    <Section title={t('recent.bulk')} hint={t('recent.bulkHint')} padding="lg">
      {query.isError && <ErrorState error={query.error} onRetry={() => query.refetch()} />}
      {data?.items.length === 0 && <Text c="dimmed">{t('recent.noBulk')}</Text>}
      {!query.isError && (
        <RunList loading={query.isPending}>
          {data?.items.map((run) => (
            <RunLine
              key={run.id}
              state={run.state}
              href={`/users/recent?run=${run.id}`}
              opened={run.id === runId}
              title={words(run)}
              found={t('recent.found', { changed: run.changed, total: run.total })}
              startedAt={run.startedAt}
              notes={[run.startedBy.name, run.undoneBy && t('recent.undone')]}
            />
          ))}
        </RunList>
      )}
      {data && data.total > pageSize && (
        <KeysetPager
          {...place}
          pageSize={pageSize}
          goTo={(after, page) => setPlace({ after, page })}
          shown={data.items.length}
          total={data.total}
          nextCursor={query.isPlaceholderData ? null : data.nextCursor}
        />
      )}
    </Section>
  )
}
