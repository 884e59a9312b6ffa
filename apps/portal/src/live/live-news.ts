import type { Clients } from '@/trpc/clients'
import type { DirectoryNews, SubscriberNews } from '@/trpc/routers'

export const liveSources = ['directory', 'clinical', 'chat'] as const
export type LiveSource = (typeof liveSources)[number]

/** What a stream is doing. `refused`: this person may not watch it, which is no fault. */
export type StreamState = 'connecting' | 'live' | 'refused'

export type LiveNews = ({ source: 'directory' } & DirectoryNews) | ({ source: 'clinical' | 'chat' } & SubscriberNews)

export interface StreamHandlers {
  onState: (state: StreamState) => void
  onNews: (news: LiveNews) => void
  /** The stream has ended or broken; it may be opened again. */
  onEnd: () => void
}

/** Opens the stream of one service. Returns how to close it. */
export function openStream(clients: Clients, source: LiveSource, handlers: StreamHandlers): () => void {
  const { onNews, onEnd, onState } = handlers
  const common = {
    onStarted: () => onState('live'),
    onConnectionStateChange: (change: { state: string }) => {
      if (change.state === 'connecting') onState('connecting')
      if (change.state === 'pending') onState('live')
    },
    onComplete: onEnd,
    onError: onEnd,
  }
  if (source === 'directory') {
    const stream = clients.directory.sync.watch.subscribe(undefined, {
      ...common,
      onData: (news) => onNews({ source, ...news }),
    })
    return () => stream.unsubscribe()
  }
  const client = source === 'clinical' ? clients.clinical : clients.chat
  const stream = client.sync.watch.subscribe(undefined, {
    ...common,
    onData: (news) => onNews({ source, ...news }),
  })
  return () => stream.unsubscribe()
}
