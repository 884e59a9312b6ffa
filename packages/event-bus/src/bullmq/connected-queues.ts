import type { Lane, SubscriberName } from '@rollcall/events/subscribers'
import type { Logger } from '@rollcall/service-kit/logger'
import { createRedis } from '@rollcall/service-kit/redis'
import { within } from '@rollcall/service-kit/within'
import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { queueName } from './queue-names.js'

export interface ConnectedQueues {
  /** @throws at once while Redis is away */
  connection: () => Redis
  /** One lane of a subscriber's queue on a live connection. @throws at once while Redis is away */
  queueOf: (subscriber: SubscriberName, lane: Lane) => Promise<Queue>
  /** The next `queueOf` makes this one anew. */
  forget: (subscriber: SubscriberName, lane: Lane) => void
  close: () => Promise<void>
}

/** What is said of a bus that says nothing for so long. */
export const silence = (ms: number) => `the bus gave no answer within ${ms / 1000} s`

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
  const queues = new Map<string, Promise<Queue>>()

  const open = async (name: string) => {
    // What happens to jobs is told by the subscriber's own log; nobody reads BullMQ's stream.
    const queue = new Queue(name, { connection, streams: { events: { maxLen: 100 } } })
    queue.on('error', () => {})
    await within(options.commandTimeoutMs, queue.waitUntilReady(), silence(options.commandTimeoutMs))
    return queue
  }
  const connected = () => {
    if (connection.status !== 'ready') throw new Error(`the bus is not connected (${connection.status})`)
    return connection
  }

  return {
    connection: connected,
    queueOf: async (subscriber, lane) => {
      connected()
      const name = queueName(subscriber, lane)
      const known = queues.get(name)
      if (known) return known
      const opening = open(name)
      queues.set(name, opening)
      opening.catch(() => queues.delete(name))
      return opening
    },
    forget: (subscriber, lane) => void queues.delete(queueName(subscriber, lane)),
    close: async () => {
      for (const queue of queues.values()) await queue.then((opened) => opened.close()).catch(() => {})
      connection.disconnect()
    },
  }
}
