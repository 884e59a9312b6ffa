'use client'

import { ActionIcon, Paper, Skeleton, Text, Title } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { PersonName } from './person-name'
import classes from './thread.module.css'
import { ThreadMessages } from './thread-messages'
import { type ThreadData, useThread } from './use-conversations'

/** One conversation: who takes part, and what was said. */
export function ThreadPane({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations('conversations.thread')
  const data = useThread(id)
  const { conversation, thread } = data
  const failed = conversation.isError && !conversation.data ? conversation : thread.isError && !thread.data && thread
  return (
    <Paper component="section" className={classes.pane} aria-labelledby="thread-title">
      <header className={classes.header}>
        <ActionIcon className={classes.back} aria-label={t('back')} onClick={onClose}>
          <IconArrowLeft size={18} aria-hidden />
        </ActionIcon>
        <Heading data={data} />
      </header>
      {failed && (
        <div className={classes.body}>
          <ErrorState error={failed.error} title={t('failed')} onRetry={() => void failed.refetch()} />
        </div>
      )}
      {!failed && (thread.data ? <ThreadMessages data={data} /> : <ThreadSkeleton />)}
      <Text fz={13} c="dimmed" className={classes.footer}>
        {t('readsOnly')}
      </Text>
    </Paper>
  )
}

function Heading({ data: { conversation, total } }: { data: ThreadData }) {
  const t = useTranslations('conversations')
  const { data, isError } = conversation
  if (!data) {
    return (
      <div className={classes.names}>
        <Title order={2} id="thread-title">
          {isError ? t('thread.failed') : <Skeleton component="span" display="block" height={20} width={220} my={2} />}
        </Title>
        {!isError && <Skeleton height={14} width={160} my={3} />}
      </div>
    )
  }
  const count = t('thread.count', { messages: total, people: data.participants.length })
  return (
    <div className={classes.names}>
      <Title order={2} id="thread-title">
        {data.title === null ? <Participants people={data.participants} /> : <bdi>{data.title}</bdi>}
      </Title>
      <Text fz={13} c="dimmed">
        {data.title !== null && data.participants.length > 0 && (
          <>
            <Participants people={data.participants} /> ·{' '}
          </>
        )}
        <span className={classes.count}>{count}</span>
      </Text>
    </div>
  )
}

function Participants({ people }: { people: NonNullable<ThreadData['conversation']['data']>['participants'] }) {
  const format = useFormatter()
  const names = people.map((person) => <PersonName key={person.userId} person={person} />)
  return <>{format.list(names)}</>
}

const bubbles = [
  { key: 'a', width: '46%' },
  { key: 'b', width: '62%' },
  { key: 'c', width: '30%' },
  { key: 'd', width: '54%' },
]

function ThreadSkeleton() {
  const t = useTranslations('common')
  return (
    <div className={classes.body} role="status" aria-label={t('loading')}>
      {bubbles.map(({ key, width }) => (
        <div key={key} className={classes.utterance}>
          <Skeleton circle height={32} />
          <div className={classes.said}>
            <Skeleton height={14} width={140} mb={8} />
            <Skeleton height={36} width={width} />
          </div>
        </div>
      ))}
    </div>
  )
}
