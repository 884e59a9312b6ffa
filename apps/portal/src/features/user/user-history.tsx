'use client'

import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { ErrorState } from '@/components/error-state'
import { EventTrip } from '@/components/event-trip'
import { useDirectory } from '@/trpc/contexts'
import { HistoryItem } from './history-item'
import classes from './user.module.css'

const pageSize = 20

/** What happened to one person, newest first. The address says whose trip is shown, so that it can be sent to someone. */
export function UserHistory({ id }: { id: string }) {
  const t = useTranslations('user')
  const directory = useDirectory()
  const [followed, setFollowed] = useQueryState('event', parseAsString)
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
  const isListed = entries.some(({ eventId }) => eventId === followed)
  return (
    <>
      {followed && !isListed && <FollowedTrip eventId={followed} onClose={() => setFollowed(null)} />}
      <ol className={classes.history}>
        {entries.map((entry) => (
          <HistoryItem
            key={entry.eventId}
            entry={entry}
            opened={entry.eventId === followed}
            onToggle={() => setFollowed(entry.eventId === followed ? null : entry.eventId)}
          />
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

/** The trip of an older change, which the list hasn't come to yet. */
function FollowedTrip({ eventId, onClose }: { eventId: string; onClose: () => void }) {
  const t = useTranslations('user')
  return (
    <section className={classes.followed} aria-label={t('followed')}>
      <Group justify="space-between">
        <Text fw={600}>{t('followed')}</Text>
        <Button variant="subtle" size="compact-sm" onClick={onClose}>
          {t('hideTrip')}
        </Button>
      </Group>
      <EventTrip eventId={eventId} />
    </section>
  )
}
