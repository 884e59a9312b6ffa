import { isSessionEnded, subscribeToSession } from '@/session/session-gate'
import type { Clients } from '@/trpc/clients'
import { type LiveNews, type LiveSource, openStream, type StreamState } from './live-news'

const firstDelayMs = 500
const maxDelayMs = 10_000

export interface KeptStreamOptions {
  clients: Clients
  source: LiveSource
  onState: (state: StreamState) => void
  onNews: (news: LiveNews) => void
  signal: AbortSignal
}

/** Holds one stream open: a broken one is opened again after 0.5 s, doubling to 10 s, or at once when the network or the session returns. */
export function keepStreamOpen({ clients, source, onState, onNews, signal }: KeptStreamOptions): void {
  let failures = 0
  let close = () => {}
  let timer: ReturnType<typeof setTimeout> | undefined

  const connect = () => {
    clearTimeout(timer)
    timer = undefined
    if (signal.aborted) return
    let ended = false
    close = openStream(clients, source, {
      onNews,
      onState: (state) => {
        if (signal.aborted) return
        if (state === 'live') failures = 0
        onState(state)
      },
      onEnd: () => {
        if (ended) return
        ended = true
        reconnectLater()
      },
    })
  }
  const reconnectLater = () => {
    if (signal.aborted) return
    onState('connecting')
    failures += 1
    const delayMs = Math.min(firstDelayMs * 2 ** (failures - 1), maxDelayMs)
    timer = setTimeout(connect, delayMs * (0.8 + Math.random() * 0.4))
  }
  const connectNow = () => {
    if (timer === undefined) return
    failures = 0
    connect()
  }

  window.addEventListener('online', connectNow, { signal })
  const forget = subscribeToSession(() => isSessionEnded() || connectNow())
  signal.addEventListener('abort', () => {
    forget()
    clearTimeout(timer)
    close()
  })
  connect()
}
