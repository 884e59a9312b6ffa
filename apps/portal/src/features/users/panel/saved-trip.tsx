'use client'

import { Paper, Text } from '@mantine/core'
import { IconCheck, IconCircleDashed } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { readTrip, type TripEnd, tripAskAgainMs } from '@/components/read-trip'
import { tripLooks } from '@/components/trip-looks'
import { useAmounts } from '@/components/use-amounts'
import { useDirectory } from '@/trpc/contexts'
import type { Trip } from '@/trpc/routers'
import classes from './panel.module.css'
import { adviceFor, isOver } from './trip-advice'

// A trip usually takes some milliseconds: people should see it happen.
const firstAskMs = 250

/** How a change that was just saved travels, live: saved, published, and each service with its time. */
export function SavedTrip({ userId, version }: { userId: string; version: number }) {
  const t = useTranslations('users.trip')
  const directory = useDirectory()
  const history = useQuery(
    directory.users.history.queryOptions(
      { id: userId, limit: 5 },
      {
        refetchInterval: ({ state: { data } }) =>
          data?.items.some(({ userVersion }) => userVersion >= version) ? false : firstAskMs,
      },
    ),
  )
  const eventId = history.data?.items.find(({ userVersion }) => userVersion === version)?.eventId
  const trip = useQuery(
    directory.sync.timeline.queryOptions(
      { eventId: eventId ?? '' },
      {
        enabled: eventId !== undefined,
        refetchInterval: ({ state: { data, dataUpdateCount } }) => {
          if (!data || isOver(readTrip(data))) return false
          return dataUpdateCount < 20 ? firstAskMs : tripAskAgainMs(data)
        },
      },
    ),
  )
  const failed = history.error ?? trip.error
  return (
    <Paper p="md" mb="lg" component="section" aria-label={t('title', { version })} mih={160}>
      <Text fw={600} mb={4}>
        {t('title', { version })}
      </Text>
      {failed && !trip.data ? (
        <ErrorState error={failed} onRetry={() => (history.error ? history.refetch() : trip.refetch())} />
      ) : (
        <TripLines trip={trip.data} />
      )}
    </Paper>
  )
}

function TripLines({ trip }: { trip: Trip | undefined }) {
  const t = useTranslations('users.trip')
  const { milliseconds } = useAmounts()
  const view = trip && readTrip(trip)
  const advice = view && adviceFor(view)
  const published = view?.publishedMs ?? null
  return (
    <>
      <div role="status">
        <ol className={classes.trip}>
          <li data-tone="green">
            <IconCheck size={16} aria-hidden />
            {t('saved')}
          </li>
          <li data-tone={published === null ? 'grey' : 'green'}>
            {published === null ? <IconCircleDashed size={16} aria-hidden /> : <IconCheck size={16} aria-hidden />}
            {t(published === null ? 'publishing' : 'published')}
            {published !== null && <span className={classes.took}>{milliseconds(published)}</span>}
          </li>
          {view?.ends.map((end) => (
            <EndLine key={end.name} end={end} />
          ))}
        </ol>
      </div>
      {advice && (
        <Text mt="xs">
          {t(`advice.${advice}`)} {advice === 'held' && <Link href="/sync?tab=held">{t('openHeld')}</Link>}
          {advice === 'parked' && <Link href="/sync?tab=parked">{t('openParked')}</Link>}
        </Text>
      )}
    </>
  )
}

function EndLine({ end: { name, state, totalMs } }: { end: TripEnd }) {
  const common = useTranslations('common')
  const { milliseconds } = useAmounts()
  const { icon: Icon, tone } = tripLooks[state]
  return (
    <li data-tone={tone}>
      <Icon size={16} aria-hidden />
      <span>
        <strong>{common(`services.${name}`)}</strong> {common(`trip.state.${state}`)}
      </span>
      {totalMs !== null && <span className={classes.took}>{milliseconds(totalMs)}</span>}
    </li>
  )
}
