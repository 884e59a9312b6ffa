'use client'
'use memo'

import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { SubscriberName, SubscriberView } from '../sync/subscriber-view'
import { useSyncOf } from '../sync/use-sync-of'

const everyMs = 60_000
// The cache compares profile by profile; for more of them the Sync page has a button.
const mostProfiles = 20_000

/** How many buckets of a subscriber differ from the directory, asked once a minute while nothing is on its way. */
function useDriftOf(name: SubscriberName, view: SubscriberView | undefined): number {
  const users = view?.status?.users ?? 0
  const enabled = view?.state === 'in-sync' && (name === 'clinical' || users <= mostProfiles)
  const { data, refetch } = useQuery(
    useSyncOf(name).drift.queryOptions(undefined, {
      enabled,
      staleTime: everyMs,
      refetchInterval: everyMs,
      retry: false,
    }),
  )
  const differing = data?.differingBuckets ?? 0
  const { lastAppliedAt, reconcile } = view?.status ?? {}
  // What has arrived or been repaired since may have been the difference: looked at anew, and not told until then.
  const lastWork = [lastAppliedAt ?? '', reconcile?.last?.at ?? ''].toSorted().at(-1) ?? ''
  const isOutdated = data !== undefined && data.checkedAt < lastWork
  useEffect(() => {
    if (lastWork && isOutdated && enabled && differing > 0) void refetch()
  }, [lastWork, isOutdated, enabled, differing, refetch])
  return isOutdated ? 0 : differing
}

export function useDrift(subscribers: readonly SubscriberView[]): Record<SubscriberName, number> {
  const viewOf = (name: SubscriberName) => subscribers.find((view) => view.name === name)
  return { clinical: useDriftOf('clinical', viewOf('clinical')), chat: useDriftOf('chat', viewOf('chat')) }
}
