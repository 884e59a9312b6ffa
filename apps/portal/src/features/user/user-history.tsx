'use client'

import { Button, Skeleton, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { useDirectory } from '@/trpc/contexts'
import { useClients } from '@/trpc/trpc-providers'
import { HistoryItem } from './history-item'
import classes from './user.module.css'

const pageSize = 20
const noCursor: string | null = null

/** What happened to one person, newest first. */
export function UserHistory({ id }: { id: string }) {
  const t = useTranslations('user')
  const directory = useDirectory()
  const clients = useClients()
  // tRPC's own infinite query would send a `direction`, which the service's strict input refuses.
  const query = useInfiniteQuery({
    queryKey: [...directory.users.history.queryKey({ id }), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      clients.directory.users.history.query({ id, limit: pageSize, cursor: pageParam }, { signal }),
    initialPageParam: noCursor,
    getNextPageParam: (page) => page.nextCursor,
  })
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
