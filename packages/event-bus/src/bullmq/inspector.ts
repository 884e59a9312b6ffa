import type { SubscriberName } from '@rollcall/events/subscribers'
import { createRedis } from '@rollcall/service-kit/redis'
import { type JobType, Queue } from 'bullmq'
import type { QueueInspector } from '../port.js'
import type { BullMqBusOptions } from './bullmq-bus.js'
import type { JobData } from './publisher.js'
import { queueName } from './queue-names.js'

const unfinished: JobType[] = ['active', 'wait', 'prioritized', 'delayed']

/** Depth, pause and resume of the subscribers' queues. Fails fast while Redis is away. */
export function createBullMqInspector(options: BullMqBusOptions): QueueInspector {
  const connection = createRedis(options.url, {
    logger: options.logger,
    name: 'bus inspector',
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    commandTimeout: 2000,
  })
  const queues = new Map(
    options.subscribers.map((subscriber) => {
      const queue = new Queue<JobData>(queueName(subscriber), { connection, skipWaitingForReady: true })
      queue.on('error', () => {})
      return [subscriber, queue]
    }),
  )
  const queueOf = (subscriber: SubscriberName) => {
    const queue = queues.get(subscriber)
    if (!queue || connection.status !== 'ready') throw new Error(`the bus is not connected (${connection.status})`)
    return queue
  }

  // Only ids and time stamps are read: a bulk job's data is some hundred kilobytes.
  const oldest = async (queue: Queue<JobData>): Promise<Date | null> => {
    const ids = (await Promise.all(unfinished.map((type) => queue.getRanges([type], 0, 0, true)))).flat()
    if (ids.length === 0) return null
    const stamps = await Promise.all(ids.map((id) => connection.hget(queue.toKey(id), 'timestamp')))
    const times = stamps.filter((stamp) => stamp !== null).map(Number)
    return times.length > 0 ? new Date(Math.min(...times)) : null
  }

  return {
    depth: async (subscriber) => {
      const queue = queueOf(subscriber)
      const [counts, paused, oldestAt] = await Promise.all([
        queue.getJobCounts(...unfinished),
        queue.isPaused(),
        oldest(queue),
      ])
      const waiting = (counts.wait ?? 0) + (counts.prioritized ?? 0)
      return { waiting, active: counts.active ?? 0, delayed: counts.delayed ?? 0, paused, oldestAt }
    },
    pause: (subscriber) => queueOf(subscriber).pause(),
    resume: (subscriber) => queueOf(subscriber).resume(),
    close: async () => {
      await Promise.all([...queues.values()].map((queue) => queue.close()))
      connection.disconnect()
    },
  }
}
