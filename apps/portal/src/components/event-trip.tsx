'use client'

import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useDirectory } from '@/trpc/contexts'
import type { Trip } from '@/trpc/routers'
import { ErrorState } from './error-state'
import { readTrip, tripAskAgainMs } from './read-trip'
import { RoadFigure } from './road-figure'
import classes from './trip.module.css'
import { TripSteps } from './trip-steps'
import { useTripWords } from './use-trip-words'

/** One event's trip: the road drawn with its times, and each step below. It follows what happens. */
export function EventTrip({ eventId }: { eventId: string }) {
  const t = useTranslations('common')
  const query = useQuery(
    useDirectory().sync.timeline.queryOptions(
      { eventId },
      { refetchInterval: ({ state: { data } }) => (data ? tripAskAgainMs(data) : false) },
    ),
  )
  return (
    <div className={classes.trip}>
      {query.data && <LoadedTrip trip={query.data} />}
      {query.isError && !query.data && <ErrorState error={query.error} onRetry={() => query.refetch()} />}
      {query.isPending && (
        <div role="status" aria-label={t('loading')}>
          <Skeleton height={128} />
          <Skeleton height={76} mt="md" />
        </div>
      )}
    </div>
  )
}

function LoadedTrip({ trip }: { trip: Trip }) {
  const view = readTrip(trip)
  const words = useTripWords(trip, view)
  return (
    <>
      <RoadFigure words={words} pulse={words.ends.map(({ word }) => word).join(' ')} />
      <TripSteps trip={trip} view={view} />
    </>
  )
}
