'use client'

import { Button, Group, Paper, Text } from '@mantine/core'
import { IconMessages } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { NoAccess } from '@/components/no-access'
import { PageHeader } from '@/components/page-header'
import { useMay } from '@/frame/me-provider'
import { useChat } from '@/trpc/contexts'
import { ConversationItem } from './conversation-item'
import { ConversationSkeletons } from './conversation-skeletons'
import classes from './conversations.module.css'

const pageSize = 30
// Nothing tells of new messages as they happen.
const refreshMs = 60_000

/** Who talked last, under the names the directory has for them now. */
export function ConversationsPage() {
  const t = useTranslations('conversations')
  if (useMay('conversations.read')) return <ConversationsList />
  return (
    <>
      <PageHeader title={t('title')} />
      <NoAccess />
    </>
  )
}

function ConversationsList() {
  const t = useTranslations('conversations')
  const { conversations } = useChat()
  const query = useInfiniteQuery(
    conversations.list.infiniteQueryOptions(
      { limit: pageSize },
      { getNextPageParam: (page) => page.nextCursor, refetchInterval: refreshMs },
    ),
  )
  // Somebody writes between two pages: their conversation moves up, and can come twice.
  const byId = new Map(query.data?.pages.flatMap(({ items }) => items).map((item) => [item.id, item]))
  const items = [...byId.values()]
  const total = query.data?.pages.at(-1)?.total ?? 0
  const failed = query.isError && !query.isFetchNextPageError

  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      {failed && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <ConversationSkeletons />}
      {query.data && items.length === 0 && (
        <Paper>
          <EmptyState icon={<IconMessages size={32} />} title={t('empty.title')}>
            {t('empty.text')}
          </EmptyState>
        </Paper>
      )}
      {items.length > 0 && (
        <>
          <Paper component="ul" className={classes.list} aria-label={t('title')}>
            {items.map((item) => (
              <ConversationItem key={item.id} conversation={item} />
            ))}
          </Paper>
          {query.isFetchNextPageError && (
            <ErrorState error={query.error} onRetry={() => void query.fetchNextPage()} title={t('moreFailed')} />
          )}
          <Group justify="center" gap="md" mt="md" mih={36}>
            <Text c="dimmed" role="status">
              {t('shown', { shown: items.length, total: Math.max(total, items.length) })}
            </Text>
            {query.hasNextPage && !query.isFetchNextPageError && (
              <Button variant="default" onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
                {t('more')}
              </Button>
            )}
          </Group>
        </>
      )}
    </>
  )
}
