import type { QueueDepth, QueueInspector } from '@rollcall/event-bus/port'
import type { SubscriberName } from '@rollcall/events/subscribers'
import { AppError } from '@rollcall/service-kit/errors'
import type { DirectoryClient } from '../directory-client.js'

export type QueueWatch = ReturnType<typeof createQueueWatch>

/** What a reconcile wants to know of the queue. A broker that doesn't answer never holds one up: it repairs that too. */
export function createQueueWatch(options: {
  inspector: QueueInspector
  directory: Pick<DirectoryClient, 'pausedSubscribers'>
  subscriber: SubscriberName
}) {
  const { inspector, directory, subscriber } = options
  const depth = (): Promise<QueueDepth | null> => inspector.depth(subscriber).catch(() => null)
  // Either may not know it yet: a broker that came back empty, or one that nothing has connected to so far.
  const isPaused = async () => {
    const [paused, now] = await Promise.all([directory.pausedSubscribers().catch((): string[] => []), depth()])
    return paused.includes(subscriber) || (now?.paused ?? false)
  }
  return {
    isPaused,
    /** @throws AppError CONFLICT: whoever paused the queue wants nothing to arrive */
    refuseWhilePaused: async () => {
      if (await isPaused()) {
        throw new AppError(
          'CONFLICT',
          'This queue is paused, so nothing is brought here. Resume it first; then try again.',
        )
      }
    },
    /** Messages that are on their way: what they bring, a reconcile need not pull. */
    backlog: async () => {
      const now = await depth()
      return now ? now.waiting + now.active + now.delayed : 0
    },
  }
}
