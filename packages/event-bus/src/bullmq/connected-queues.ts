import type { SubscriberName } from '@rollcall/events/subscribers'
import type { Logger } from '@rollcall/service-kit/logger'
import { createRedis } from '@rollcall/service-kit/redis'
import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { JobData } from './publisher.js'
import { queueName } from './queue-names.js'

export interface ConnectedQueues {
  connection: Redis
  /** The subscriber's queue on a live connection. @throws at once while Redis is away */
  queueOf: (subscriber: SubscriberName) => Promise<Queue<JobData>>
  close: () => Promise<void>
}

/**
 * Queues that fail fast instead of waiting for Redis. BullMQ remembers a failed first connection for ever, so a queue is
 * made only once Redis answers, and made again if that went wrong.
 */
export function createConnectedQueues(options: {
  url: string
  logger: Logger
  name: string
  commandTimeoutMs: number
}): ConnectedQueues {
  const connection = createRedis(options.url, {
    logger: options.logger,
    name: options.name,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    commandTimeout: options.commandTimeoutMs,
  })
  const queues = new Map<SubscriberName, Promise<Queue<JobData>>>()

  const open = async (subscriber: SubscriberName) => {
    const queue = new Queue<JobData>(queueName(subscriber), { connection })
    queue.on('error', () => {})
    await queue.waitUntilReady()
    return queue
  }

  return {
    connection,
    queueOf: (subscriber) => {
      if (connection.status !== 'ready') {
        return Promise.reject(new Error(`the bus is not connected (${connection.status})`))
      }
      const known = queues.get(subscriber)
      if (known) return known
      const opening = open(subscriber)
      queues.set(subscriber, opening)
      opening.catch(() => queues.delete(subscriber))
      return opening
    },
    close: async () => {
      for (const queue of queues.values()) await queue.then((opened) => opened.close()).catch(() => {})
      connection.disconnect()
    },
  }
}
