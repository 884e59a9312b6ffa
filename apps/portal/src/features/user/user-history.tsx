'use client'

import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useFormatter, useTimeZone, useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { EventTrip } from '@/components/event-trip'
import { LinkButton } from '@/components/link-button'
import { Section } from '@/components/section'
import { useMay } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import { daysOf } from './history-days'
import { HistoryItem } from './history-item'
import { useUserView } from './use-user-view'
import classes from './user.module.css'

// Choosing weighs as much as the history itself: it comes after it, in the place that is kept for it.
const HistoryFilters = dynamic(() => import('./history-filters').then((module) => module.HistoryFilters), {
  ssr: false,
  loading: () => (
    <div className={classes.filters}>
      <Skeleton height={36} />
      <Skeleton height={36} />
    </div>
  ),
})
const pageSize = 20
const noon = 'T12:00:00Z'

/** What happened to one person, newest first. The address says whose trip is shown, so that it can be sent to someone. */
export function UserHistory({ id }: { id: string }) {
  const t = useTranslations('user')
  const mayAudit = useMay('audit.read')
  const page = useUserView()
  const { kind, by, event } = page.view
  const query = useInfiniteQuery(
    useDirectory().users.history.infiniteQueryOptions(
      { id, limit: pageSize, ...(kind && { types: [kind] }), ...(by && { actorId: by }) },
      { getNextPageParam: ({ nextCursor }) => nextCursor, placeholderData: keepPreviousData },
    ),
  )
  const pages = query.data?.pages ?? []
  const entries = pages.flatMap(({ items }) => items)
  const isListed = entries.some(({ eventId }) => eventId === event)
  return (
    <Section
      title={t('history')}
      padding="lg"
      aside={
        mayAudit && (
          <LinkButton href={`/audit?whom=${id}`} variant="subtle" size="compact-sm">
            {t('inAudit')}
          </LinkButton>
        )
      }
    >
      <HistoryFilters page={page} actors={pages.at(0)?.actors ?? []} />
      {query.isError && !query.data && <ErrorState error={query.error} onRetry={() => query.refetch()} />}
      {query.isPending && <HistorySkeleton />}
      {query.data && event && !isListed && <FollowedTrip eventId={event} onClose={() => void page.follow(null)} />}
      {query.data && entries.length === 0 && <Text c="dimmed">{t(kind || by ? 'noMatch' : 'noHistory')}</Text>}
      <Days id={id} entries={entries} page={page} busy={query.isPlaceholderData} />
      {query.isFetchNextPageError && <ErrorState error={query.error} onRetry={() => query.fetchNextPage()} />}
      {entries.length > 0 && (
        <Group mt="md" gap="md" mih={36}>
          {query.hasNextPage && !query.isFetchNextPageError && (
            <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
              {t('older')}
            </Button>
          )}
          <Text fz={13} c="dimmed" role="status">
            {t('shown', { shown: entries.length, total: Math.max(entries.length, pages.at(-1)?.total ?? 0) })}
          </Text>
        </Group>
      )}
    </Section>
  )
}

interface DaysProps {
  id: string
  entries: Parameters<typeof daysOf>[0]
  page: ReturnType<typeof useUserView>
  busy: boolean
}

function Days({ id, entries, page, busy }: DaysProps) {
  const format = useFormatter()
  const timeZone = useTimeZone() ?? 'UTC'
  const words = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  return (
    <div data-busy={busy || undefined} className={classes.days}>
      {daysOf(entries, timeZone).map(({ day, entries: ofDay }) => (
        <section key={day}>
          <h3 className={classes.day}>{format.dateTime(new Date(`${day}${noon}`), words)}</h3>
          <ol className={classes.history}>
            {ofDay.map((entry) => (
              <HistoryItem
                key={entry.eventId}
                userId={id}
                entry={entry}
                opened={entry.eventId === page.view.event}
                onToggle={() => void page.follow(entry.eventId === page.view.event ? null : entry.eventId)}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

function HistorySkeleton() {
  return (
    <Stack gap="sm">
      <Skeleton height={56} />
      <Skeleton height={56} />
      <Skeleton height={56} />
    </Stack>
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
