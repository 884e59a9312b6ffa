'use client'
'use memo'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNow } from 'next-intl'
import { useMay } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import type { RoadFigures } from '../sync/use-road-figures'
import { useArrivals } from '../users/use-arrivals'
import { lastChanged } from './last-changed'
import { countBehind, readRecentChanges, withAway } from './people-behind'

// Changes are told once the bus has them; those that still wait in the outbox must be asked for.
const whileBusyMs = 2000

/** The people who changed last, with where each change is, and how many of them are still on the road. */
export function useRecentChanges({ overview, subscribers: told }: Pick<RoadFigures, 'overview' | 'subscribers'>) {
  const enabled = useMay('users.read')
  const busy = (overview?.outbox.depth ?? 0) > 0 || told.some(({ pending }) => (pending ?? 0) > 0)
  const refetchInterval: number | false = busy ? whileBusyMs : false
  const nowMs = useNow({ updateInterval: 1000 }).getTime()
  const users = useQuery(
    useDirectory().users.list.queryOptions(lastChanged, {
      enabled,
      placeholderData: keepPreviousData,
      refetchInterval,
    }),
  )
  const people = users.data?.items ?? []
  const arrivals = useArrivals(people)
  const subscribers = withAway(told, arrivals.query.data?.items ?? [])
  const changes = arrivals.of
    ? readRecentChanges({ users: people, arrivalsOf: arrivals.of, subscribers, overview })
    : []
  const all = (users.data?.total ?? 0) <= lastChanged.limit
  return {
    subscribers,
    users,
    changes,
    behind: enabled ? countBehind(changes, subscribers, { all, nowMs }) : null,
    /** Whether the count can be told: everyone who answers has answered. */
    known: !enabled || users.isError || (users.isSuccess && !arrivals.query.isLoading),
  }
}
export type RecentChanges = ReturnType<typeof useRecentChanges>
