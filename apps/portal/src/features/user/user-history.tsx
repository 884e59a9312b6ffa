'use client'

import { Button, Skeleton, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { useDirectory } from '@/trpc/contexts'
import { HistoryItem } from './history-item'
import classes from './user.module.css'

const pageSize = 20

/** What happened to one person, newest first. */
export function UserHistory({ id }: { id: string }) {
  const t = useTranslations('user')
  const directory = useDirectory()
  const query = useInfiniteQuery(
    directory.users.history.infiniteQueryOptions(
      { id, limit: pageSize },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  )
  if (query.isError) return <ErrorState error={query.error} onRetry={() => query.refetch()} />
  if (!query.data) {
    return (
      <Stack gap="sm">
        <Skeleton height={48} />
        <Skeleton height={48} />
        <Skeleton height={48} />
      </Stack>
    )
  }
  const entries = query.data.pages.flatMap(({ items }) => items)
  if (entries.length === 0) return <Text c="dimmed">{t('noHistory')}</Text>
  return (
    <>
      <ol className={classes.history}>
        {entries.map((entry) => (
          <HistoryItem key={entry.eventId} entry={entry} />
        ))}
      </ol>
      {query.hasNextPage && (
        <Button variant="default" mt="md" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          {t('older')}
        </Button>
      )}
    </>
  )
}
