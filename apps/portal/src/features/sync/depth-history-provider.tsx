'use client'

import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useLive } from '@/live/live-provider'
import { createDepthHistory, type DepthHistory, type DepthSample } from './depth-history'

const HistoryContext = createContext<DepthHistory | null>(null)
const everyMs = 2000
const noSamples: readonly DepthSample[] = []

/** Notes the depths from the live stream on whatever page one is, so that the Sync page has a past to show. */
export function DepthHistoryProvider({ children }: { children: ReactNode }) {
  const [history] = useState(createDepthHistory)
  const { overview, streams } = useLive()
  const current = useRef<{ overview: typeof overview; live: boolean }>({ overview: null, live: false })
  useEffect(() => {
    current.current = { overview, live: streams.directory === 'live' }
  }, [overview, streams.directory])
  useEffect(() => {
    const timer = setInterval(() => {
      const { overview: told, live } = current.current
      if (told) history.add(Date.now(), live ? told : null)
    }, everyMs)
    return () => clearInterval(timer)
  }, [history])
  return <HistoryContext value={history}>{children}</HistoryContext>
}

export function useDepthHistory(): readonly DepthSample[] {
  const history = useContext(HistoryContext)
  if (!history) throw new Error('useDepthHistory needs DepthHistoryProvider above it')
  return useSyncExternalStore(history.subscribe, history.read, () => noSamples)
}
