'use client'

import { useQuery } from '@tanstack/react-query'
import { useNow } from 'next-intl'
import { type ArrivalFacts, type ArrivalState, arrivalOf } from '@/components/arrival-state'
import { useMay } from '@/frame/me-provider'
import { useLive } from '@/live/live-provider'
import { useChat, useClinical } from '@/trpc/contexts'
import { readFailure } from '@/trpc/failure'
import type { SubscriberVersion, User } from '@/trpc/routers'

export interface Arrival {
  state: ArrivalState | null
  held: SubscriberVersion | null
}
export type Arrivals = Record<'clinical' | 'chat', Arrival>

// The live stream tells of arrivals; asking again is for the moments when the stream is away.
const askAgainMs = 2000

interface VersionsAnswer {
  data: { items: SubscriberVersion[] } | undefined
  error: unknown
}

/** Where the newest version of each of these users is. Null for people who may not see the road. */
export function useArrivals(users: User[]): ((user: User) => Arrivals) | null {
  const clinical = useClinical()
  const chat = useChat()
  const { overview } = useLive()
  const nowMs = useNow({ updateInterval: 1000 }).getTime()
  const maySync = useMay('sync.read')
  const enabled = maySync && users.length > 0
  const ids = users.map(({ id }) => id)
  const newest = new Map(users.map((user) => [user.id, user.version]))
  const refetchInterval = (query: { state: { data?: { items: SubscriberVersion[] } } }) => {
    const behind = query.state.data?.items.some((item) => {
      return item.state !== 'not_cached' && (item.version ?? 0) < (newest.get(item.userId) ?? 0)
    })
    return behind ? askAgainMs : false
  }
  const options = { enabled, refetchInterval, placeholderData: keepSame }
  const answers = {
    clinical: useQuery(clinical.sync.versions.queryOptions({ ids }, options)),
    chat: useQuery(chat.sync.versions.queryOptions({ ids }, options)),
  }
  if (!maySync) return null

  const arrivalAt = (name: 'clinical' | 'chat', user: User): Arrival => {
    const { data, error }: VersionsAnswer = answers[name]
    const held = data?.items.find(({ userId }) => userId === user.id) ?? null
    const code = error ? readFailure(error).code : null
    const facts: ArrivalFacts = {
      version: user.version,
      changedAt: user.updatedAt,
      held,
      paused: overview?.subscribers.find((subscriber) => subscriber.name === name)?.queue?.paused ?? false,
      unreachable: code === 'UNAVAILABLE' || code === 'UNREACHABLE',
      nowMs,
    }
    return { state: arrivalOf(facts), held }
  }
  return (user) => ({ clinical: arrivalAt('clinical', user), chat: arrivalAt('chat', user) })
}

/** While a page's answer is under way, what was known of its users stays. */
function keepSame<T>(previous: T | undefined): T | undefined {
  return previous
}
