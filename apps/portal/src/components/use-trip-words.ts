import { useFormatter, useTranslations } from 'next-intl'
import type { Trip } from '@/trpc/routers'
import type { TripEnd, TripView } from './read-trip'
import type { RoadWords } from './road-words'
import { tripLooks } from './trip-looks'
import { useAmounts } from './use-amounts'

/** One event's trip as the road says it: when it was written, how long the bus and each subscriber took. */
export function useTripWords({ event, held }: Trip, view: TripView): RoadWords {
  const t = useTranslations('common')
  const format = useFormatter()
  const { milliseconds } = useAmounts()
  const committed = format.dateTime(new Date(event.committedAt), { timeStyle: 'medium' })
  const directoryFact = [t('road.version', { version: event.userVersion }), committed].join(' · ')

  const factsOf = ({ totalMs, attempts }: TripEnd) =>
    [totalMs === null ? null : milliseconds(totalMs), attempts > 1 ? t('trip.attempts', { count: attempts }) : null]
      .filter(Boolean)
      .join(' · ')
  const ends = view.ends.map((end) => ({
    name: end.name,
    service: t(`services.${end.name}`),
    word: t(`trip.state.${end.state}`),
    facts: factsOf(end),
    ...tripLooks[end.state],
    hollow: end.state === 'unreachable',
  }))
  const isHeld = held?.state === 'waiting'
  const published = view.publishedMs === null ? null : milliseconds(view.publishedMs)
  const busSentence = isHeld
    ? t('road.list.held')
    : published
      ? t('trip.list.published', { duration: published })
      : t('trip.list.notPublished')
  return {
    title: t('trip.title', { name: event.fullName, version: event.userVersion }),
    directory: t('road.directory'),
    directoryFact,
    pill: isHeld ? { text: t('arrival.held'), ...tripLooks.held } : published ? { text: published } : null,
    bus: t('road.bus'),
    ends,
    sentences: [
      t('trip.list.committed', { version: event.userVersion, time: committed }),
      busSentence,
      ...ends.map(({ service, word, facts }) => t('road.list.subscriber', { service, state: word, facts })),
    ],
  }
}
