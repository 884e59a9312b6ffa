import type { Overview, ReconcileRun, SubscriberStatus } from '@/trpc/routers'
import type { LiveNews, LiveSource, StreamState } from './live-news'

/** What the streams have told last. Null until told, and for people who may not see it. */
export interface LiveSnapshot {
  streams: Record<LiveSource, StreamState>
  overview: Overview | null
  clinical: SubscriberStatus | null
  chat: SubscriberStatus | null
  /** The reconcile of each subscriber that was told of last, with how far it is. */
  runs: Record<'clinical' | 'chat', ReconcileRun | null>
  /** Rises with every change on the road, so that a drawing can show that something happened. */
  pulse: number
}

export function startSnapshot(sources: readonly LiveSource[]): LiveSnapshot {
  const stateOf = (source: LiveSource): StreamState => (sources.includes(source) ? 'connecting' : 'refused')
  return {
    streams: { directory: stateOf('directory'), clinical: stateOf('clinical'), chat: stateOf('chat') },
    overview: null,
    clinical: null,
    chat: null,
    runs: { clinical: null, chat: null },
    pulse: 0,
  }
}

export function applyState(snapshot: LiveSnapshot, source: LiveSource, state: StreamState): LiveSnapshot {
  return { ...snapshot, streams: { ...snapshot.streams, [source]: state } }
}

export function applyNews(snapshot: LiveSnapshot, news: LiveNews): LiveSnapshot {
  if (news.kind === 'overview') return { ...snapshot, overview: news.overview }
  if (news.kind === 'status') return { ...snapshot, [news.source]: news.status }
  if (news.kind === 'reconcile') return { ...snapshot, runs: { ...snapshot.runs, [news.source]: news.run } }
  return { ...snapshot, pulse: snapshot.pulse + 1 }
}
