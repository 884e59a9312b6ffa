'use client'

import { useTimeout } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useDirectory } from '@/trpc/contexts'
import { type LiveSource, liveSources } from './live-news'
import { useLive } from './live-provider'

const offlineAfterMs = 15_000

export interface Connection {
  state: 'live' | 'reconnecting' | 'offline'
  /** Offline by the device's own word, and not because nothing answers. */
  withoutNetwork: boolean
  /** Whose streams are away. */
  away: LiveSource[]
  /** Since when it is as it is, in ISO 8601; null until the page has started. */
  since: string | null
}

function watchNetwork(listener: () => void) {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** Whether what is on the page follows what happens. */
export function useConnection(): Connection {
  const { streams } = useLive()
  const network = useSyncExternalStore(
    watchNetwork,
    () => navigator.onLine,
    () => true,
  )
  const away = liveSources.filter((source) => streams[source] === 'connecting')
  const allAway = away.length === liveSources.filter((source) => streams[source] !== 'refused').length
  const [longAway, setLongAway] = useState(false)
  const { start, clear } = useTimeout(() => setLongAway(true), offlineAfterMs)
  useEffect(() => {
    if (allAway) start()
    return () => {
      clear()
      setLongAway(false)
    }
  }, [allAway, start, clear])
  const state = !network || (allAway && longAway) ? 'offline' : away.length > 0 ? 'reconnecting' : 'live'
  const [since, setSince] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of state is what is dated
  useEffect(() => setSince(new Date().toISOString()), [state])
  useAskWhenLost(allAway)
  return { state, withoutNetwork: !network, away, since }
}

/** A stream that ends may mean that the session has: a question tells, where a stream can't. What failed is asked anew. */
function useAskWhenLost(allAway: boolean): void {
  const queryClient = useQueryClient()
  const { me } = useDirectory()
  useEffect(() => {
    if (allAway) return
    void queryClient.refetchQueries({ predicate: ({ state }) => state.status === 'error', type: 'active' })
    return () => void queryClient.invalidateQueries({ queryKey: me.get.queryKey() })
  }, [allAway, queryClient, me])
}
