import type { JobType, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { QueueInspector } from '../port.js'
import type { BullMqBusOptions } from './bullmq-bus.js'
import { createConnectedQueues } from './connected-queues.js'
import type { JobData } from './publisher.js'

const unfinished: JobType[] = ['active', 'wait', 'prioritized', 'delayed']

/** Depth, pause and resume of the subscribers' queues. Fails fast while Redis is away. */
export function createBullMqInspector({ url, logger }: Pick<BullMqBusOptions, 'url' | 'logger'>): QueueInspector {
  const queues = createConnectedQueues({ url, logger, name: 'bus inspector', commandTimeoutMs: 2000 })
  return {
    depth: async (subscriber) => {
      const queue = await queues.queueOf(subscriber)
      const [counts, paused, oldestAt] = await Promise.all([
        queue.getJobCounts(...unfinished),
        queue.isPaused(),
        readOldest(queues.connection, queue),
      ])
      const waiting = (counts.wait ?? 0) + (counts.prioritized ?? 0)
      return { waiting, active: counts.active ?? 0, delayed: counts.delayed ?? 0, paused, oldestAt }
    },
    pause: async (subscriber) => (await queues.queueOf(subscriber)).pause(),
    resume: async (subscriber) => (await queues.queueOf(subscriber)).resume(),
    close: queues.close,
  }
}

// Only ids and time stamps are read: a bulk job's data is some hundred kilobytes.
async function readOldest(connection: Redis, queue: Queue<JobData>): Promise<Date | null> {
  const ids = (await Promise.all(unfinished.map((type) => queue.getRanges([type], 0, 0, true)))).flat()
  if (ids.length === 0) return null
  const stamps = await Promise.all(ids.map((id) => connection.hget(queue.toKey(id), 'timestamp')))
  const times = stamps.filter((stamp) => stamp !== null).map(Number)
  return times.length > 0 ? new Date(Math.min(...times)) : null
}
