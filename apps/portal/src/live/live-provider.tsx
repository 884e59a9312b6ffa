'use client'

import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import { useMay } from '@/frame/me-provider'
import { useClients } from '@/trpc/trpc-providers'
import { createInvalidator } from './invalidate'
import { createLiveHub, type LiveHub } from './live-hub'
import { type LiveNews, type LiveSource, liveSources } from './live-news'
import { type LiveSnapshot, startSnapshot } from './live-snapshot'

const HubContext = createContext<LiveHub | null>(null)
const serverSnapshot = startSnapshot(liveSources)
// Who may not watch the road learns of a change only as it leaves: ask again when it has probably arrived.
const guessedArrivalsMs = [400, 2500]

/** Keeps the console's figures and lists true while people look at them. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient()
  const clients = useClients()
  const mayWatchRoad = useMay('sync.read')
  const hub = useMemo(() => {
    const invalidator = createInvalidator(queryClient)
    const sources: readonly LiveSource[] = mayWatchRoad ? liveSources : ['directory']
    const onNews = (news: LiveNews) => {
      invalidator.take(news)
      if (mayWatchRoad || news.kind !== 'changes') return
      const { userIds, truncated } = news
      for (const delayMs of guessedArrivalsMs) {
        setTimeout(() => {
          invalidator.take({ source: 'clinical', kind: 'applied', count: userIds.length, userIds, truncated })
          invalidator.take({ source: 'chat', kind: 'applied', count: userIds.length, userIds, truncated })
        }, delayMs)
      }
    }
    return createLiveHub({ clients, sources, onNews, onResumed: invalidator.takeAll })
  }, [queryClient, clients, mayWatchRoad])
  useEffect(() => {
    const controller = new AbortController()
    hub.start(controller.signal)
    return () => controller.abort()
  }, [hub])
  return <HubContext value={hub}>{children}</HubContext>
}

/** What the streams told last: their states, the road's overview, and each subscriber's status. */
export function useLive(): LiveSnapshot {
  const hub = useContext(HubContext)
  if (!hub) throw new Error('useLive needs LiveProvider above it')
  return useSyncExternalStore(hub.subscribe, hub.read, () => serverSnapshot)
}
