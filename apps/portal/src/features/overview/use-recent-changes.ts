'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNow } from 'next-intl'
import { useMay } from '@/frame/me-provider'
import { useChat, useClinical, useDirectory } from '@/trpc/contexts'
import type { SubscriberVersion } from '@/trpc/routers'
import type { RoadFigures } from '../sync/use-road-figures'
import { countBehind, type HeldVersions, readRecentChanges } from './people-behind'

// As many ids as fit in the address of a question.
const looked = 100
// Changes are told once the bus has them; those that still wait in the outbox must be asked for.
const whileBusyMs = 2000

const mapOf = (items: readonly SubscriberVersion[] | undefined): HeldVersions =>
  items ? new Map(items.map((item) => [item.userId, item])) : null

/** The people who changed last, with where each change is, and how many of them are still on the road. */
export function useRecentChanges({ overview, subscribers }: Pick<RoadFigures, 'overview' | 'subscribers'>) {
  const enabled = useMay('users.read')
  const busy = (overview?.outbox.depth ?? 0) > 0 || subscribers.some(({ pending }) => (pending ?? 0) > 0)
  const refetchInterval: number | false = busy ? whileBusyMs : false
  const nowMs = useNow({ updateInterval: 1000 }).getTime()
  const users = useQuery(
    useDirectory().users.list.queryOptions(
      { sort: 'updatedAt', order: 'desc', state: 'all', limit: looked },
      { enabled, placeholderData: keepPreviousData, refetchInterval },
    ),
  )
  const ids = users.data?.items.map(({ id }) => id) ?? []
  const asked = { enabled: ids.length > 0, placeholderData: keepPreviousData, retry: 1, refetchInterval }
  const clinical = useQuery(useClinical().sync.versions.queryOptions({ ids }, asked))
  const chat = useQuery(useChat().sync.versions.queryOptions({ ids }, asked))

  const changes = readRecentChanges({
    users: users.data?.items ?? [],
    held: { clinical: mapOf(clinical.data?.items), chat: mapOf(chat.data?.items) },
    subscribers,
    overview,
    nowMs,
  })
  const all = (users.data?.total ?? 0) <= looked
  return {
    users,
    changes,
    behind: enabled ? countBehind(changes, subscribers, { all, nowMs }) : null,
    /** Whether the count can be told: everyone who answers has answered. */
    known: !enabled || users.isError || (users.isSuccess && !clinical.isLoading && !chat.isLoading),
  }
}
export type RecentChanges = ReturnType<typeof useRecentChanges>
