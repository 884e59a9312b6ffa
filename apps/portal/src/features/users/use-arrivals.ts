'use client'
'use memo'

import { useQuery } from '@tanstack/react-query'
import { type ArrivalState, arrivalOf, withNewest } from '@/components/arrival-state'
import { useMay } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import type { MatrixItem, Standing } from '@/trpc/routers'
import { stopWhenUnwanted } from '@/trpc/stop-when-unwanted'

type Person = { id: string; version: number }

export interface Arrival {
  /** Null while it isn't known. */
  state: ArrivalState | null
  standing: Standing | null
}
export interface Arrivals {
  clinical: Arrival
  chat: Arrival
  item: MatrixItem | null
}

// The live stream tells of arrivals; asking again is for the moments when the stream is away.
const whileMovingMs = 2000
const whileStandingMs = 10_000
const moving: readonly (ArrivalState | null)[] = ['on-its-way', 'late']

/**
 * Where the newest version of each of these people is, at most 100. `of` tells it of one, and is null for people who
 * may not see the road.
 */
export function useArrivals(people: readonly Person[]) {
  const maySync = useMay('sync.read')
  const query = useQuery(
    useDirectory().sync.matrix.queryOptions(
      { ids: people.map(({ id }) => id) },
      {
        ...stopWhenUnwanted,
        enabled: maySync && people.length > 0,
        placeholderData: (previous) => previous,
        refetchInterval: ({ state: { data } }) => askAgainMs(people, data?.items ?? []),
      },
    ),
  )
  const items = new Map(query.data?.items.map((item) => [item.userId, item]))
  const of = (person: Person): Arrivals => readArrivals(items.get(person.id), person)
  return { query, of: maySync ? of : null }
}

function readArrivals(known: MatrixItem | undefined, { version }: Person): Arrivals {
  const item = known ? withNewest(known, version) : null
  const arrivalAt = (name: Standing['name']): Arrival => {
    const standing = item?.subscribers.find((subscriber) => subscriber.name === name) ?? null
    return { state: standing && arrivalOf(standing), standing }
  }
  return { clinical: arrivalAt('clinical'), chat: arrivalAt('chat'), item }
}

function askAgainMs(people: readonly Person[], items: readonly MatrixItem[]): number | false {
  const byId = new Map(items.map((item) => [item.userId, item]))
  const states = people.flatMap((person) => {
    const { clinical, chat } = readArrivals(byId.get(person.id), person)
    return [clinical.state, chat.state]
  })
  if (states.some((state) => moving.includes(state))) return whileMovingMs
  return states.some((state) => state !== null && state !== 'in-sync') ? whileStandingMs : false
}
