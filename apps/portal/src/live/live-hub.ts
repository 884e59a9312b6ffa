import type { Clients } from '@/trpc/clients'
import { keepStreamOpen } from './keep-stream-open'
import { leadTabs } from './lead-tabs'
import type { LiveNews, LiveSource, StreamState } from './live-news'
import { applyNews, applyState, type LiveSnapshot, startSnapshot } from './live-snapshot'

/** What tabs of one browser tell each other. */
type TabMessage =
  | { type: 'hello' }
  | { type: 'snapshot'; snapshot: LiveSnapshot }
  | { type: 'state'; source: LiveSource; state: StreamState }
  | { type: 'news'; news: LiveNews }

export interface LiveHubOptions {
  clients: Clients
  onNews: (news: LiveNews) => void
  /** A stream is live again after a gap: whatever happened meanwhile was not told. */
  onResumed: (source: LiveSource) => void
  /** The streams that this person may watch. */
  sources: readonly LiveSource[]
}

/** The live streams as this tab sees them, whether it holds them itself or hears of them from another tab. */
export function createLiveHub({ clients, onNews, onResumed, sources }: LiveHubOptions) {
  let snapshot = startSnapshot(sources)
  let leading = false
  const listeners = new Set<() => void>()
  const seenLive = new Set<LiveSource>()

  const update = (next: LiveSnapshot) => {
    snapshot = next
    for (const listener of listeners) listener()
  }
  const takeState = (source: LiveSource, state: StreamState) => {
    const before = snapshot.streams[source]
    if (before === state) return
    update(applyState(snapshot, source, state))
    if (state === 'live') {
      if (seenLive.has(source)) onResumed(source)
      seenLive.add(source)
    }
  }
  const takeNews = (news: LiveNews) => {
    update(applyNews(snapshot, news))
    onNews(news)
  }

  const start = (signal: AbortSignal) => {
    const channel = new BroadcastChannel('rollcall.live')
    const tell = (message: TabMessage) => {
      if (!signal.aborted) channel.postMessage(message)
    }
    channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
      if (data.type === 'hello' && leading) tell({ type: 'snapshot', snapshot })
      if (leading) return
      if (data.type === 'snapshot') for (const source of sources) takeState(source, data.snapshot.streams[source])
      if (data.type === 'snapshot') update(data.snapshot)
      if (data.type === 'state') takeState(data.source, data.state)
      if (data.type === 'news') takeNews(data.news)
    }
    const lead = (leadSignal: AbortSignal) => {
      leading = true
      leadSignal.addEventListener('abort', () => {
        leading = false
      })
      for (const source of sources) {
        keepStreamOpen({
          clients,
          source,
          signal: leadSignal,
          onState: (state) => {
            takeState(source, state)
            tell({ type: 'state', source, state })
          },
          onNews: (news) => {
            takeNews(news)
            tell({ type: 'news', news })
          },
        })
      }
    }
    signal.addEventListener('abort', () => channel.close())
    tell({ type: 'hello' })
    leadTabs(lead, signal)
  }

  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return { start, subscribe, read: () => snapshot }
}
export type LiveHub = ReturnType<typeof createLiveHub>
