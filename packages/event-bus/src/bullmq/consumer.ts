import { setTimeout as delay } from 'node:timers/promises'
import { describeError } from '@rollcall/service-kit/errors'
import { createRedis } from '@rollcall/service-kit/redis'
import { Worker } from 'bullmq'
import type { ConsumerOptions, EventConsumer } from '../port.js'
import type { BullMqBusOptions } from './bullmq-bus.js'
import { createBullMqInspector } from './inspector.js'
import type { JobData } from './publisher.js'
import { queueName } from './queue-names.js'

const stuckAfterMs = 15_000
const maxBackoffMs = 10_000

/** Exponential backoff with full jitter, at most 10 s. */
function backoffMs(attemptsMade: number): number {
  return Math.min(maxBackoffMs, 100 * 2 ** Math.min(attemptsMade, 10)) * (0.5 + Math.random() / 2)
}

/**
 * A BullMQ worker with what its defaults lack: reconnects within 2 s for ever, and takes over the jobs of a killed
 * worker within 15 s, however often that happens (the library gives up on a job after one stall).
 */
export function createBullMqConsumer(options: BullMqBusOptions & ConsumerOptions): EventConsumer {
  const { url, logger, subscriber, handle, concurrency = 2 } = options
  const connection = createRedis(url, { logger, name: `bus consumer ${subscriber}`, maxRetriesPerRequest: null })
  const inspector = createBullMqInspector(options)
  let lastProgressAt = Date.now()

  const worker = new Worker<JobData>(
    queueName(subscriber),
    async (job) => {
      const events: unknown = JSON.parse(job.data.events)
      if (!Array.isArray(events)) throw new Error('the message holds no list of events')
      await handle({ lane: job.data.lane, events, attempt: job.attemptsMade + 1 })
      lastProgressAt = Date.now()
    },
    {
      connection,
      concurrency,
      autorun: false,
      lockDuration: 10_000,
      stalledInterval: 5000,
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      settings: { backoffStrategy: (attemptsMade) => backoffMs(attemptsMade) },
    },
  )
  worker.on('error', (error) => logger.debug({ err: describeError(error), subscriber }, 'worker error'))
  worker.on('failed', (_, error) =>
    logger.warn({ err: describeError(error), subscriber }, 'a delivery failed and will be repeated'),
  )

  return {
    start: async () => {
      lastProgressAt = Date.now()
      void worker.run().catch((error: unknown) => logger.error({ err: describeError(error) }, 'the worker stopped'))
    },
    stop: async () => {
      // A worker whose Redis is away can't close by the book; its jobs are taken over as stalled ones.
      await Promise.race([worker.close(), delay(4000, undefined, { ref: false }).then(() => worker.close(true))])
      await inspector.close()
      connection.disconnect()
    },
    check: async () => {
      if (connection.status !== 'ready') throw new Error(`the bus is not connected (${connection.status})`)
      const { waiting, active, paused } = await inspector.depth(subscriber)
      const idleMs = Date.now() - lastProgressAt
      if (waiting + active === 0) lastProgressAt = Date.now()
      else if (!paused && idleMs > stuckAfterMs) {
        throw new Error(`${waiting + active} messages wait and none was consumed for ${Math.round(idleMs / 1000)} s`)
      }
      return { waiting, active, paused, secondsSinceProgress: Math.round((Date.now() - lastProgressAt) / 1000) }
    },
  }
}
