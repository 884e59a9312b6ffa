import { createRedis } from '@rollcall/service-kit/redis'
import { type JobsOptions, Queue } from 'bullmq'
import type { EventBatch, EventPublisher } from '../port.js'
import type { BullMqBusOptions } from './bullmq-bus.js'
import { queueName } from './queue-names.js'

/** What a job carries. No id of our own: BullMQ ignores a second job of one id, even after the first has failed. */
export interface JobData {
  lane: EventBatch['lane']
  count: number
  events: string
}

// A poison event is parked by the subscriber itself; what still fails is a store that is away, and that is waited for.
const keepTrying: JobsOptions = {
  attempts: Number.MAX_SAFE_INTEGER,
  backoff: { type: 'custom' },
  removeOnComplete: true,
  removeOnFail: 1000,
}
// Jobs without a priority are taken before any with one.
const optionsOf = (lane: EventBatch['lane']): JobsOptions =>
  lane === 'interactive' ? keepTrying : { ...keepTrying, priority: 10 }

/** Fails fast while Redis is away: the relay keeps the events and tries again. */
export function createBullMqPublisher(options: BullMqBusOptions): EventPublisher {
  const { url, logger, subscribers } = options
  const connection = createRedis(url, {
    logger,
    name: 'bus publisher',
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    commandTimeout: 5000,
  })
  const queues = subscribers.map((subscriber) => {
    const queue = new Queue<JobData>(queueName(subscriber), { connection, skipWaitingForReady: true })
    queue.on('error', () => {})
    return queue
  })

  return {
    publish: async (batches) => {
      if (connection.status !== 'ready') throw new Error(`the bus is not connected (${connection.status})`)
      const jobs = batches.map((batch) => ({ name: 'user-events', data: batch, opts: optionsOf(batch.lane) }))
      await Promise.all(queues.map((queue) => queue.addBulk(jobs)))
    },
    close: async () => {
      await Promise.all(queues.map((queue) => queue.close()))
      connection.disconnect()
    },
  }
}
