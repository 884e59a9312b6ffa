import { randomUUID } from 'node:crypto'
import type { Lane, SubscriberName } from '@rollcall/events/subscribers'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import { Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { MessageCipher } from '../message-cipher.js'
import type { DeliveryHandler } from '../port.js'
import { readMessage } from './message.js'
import { missedKey, queueName } from './queue-names.js'

const maxBackoffMs = 10_000

/** Exponential backoff with full jitter, at most 10 s. */
function backoffMs(attemptsMade: number): number {
  return Math.min(maxBackoffMs, 100 * 2 ** Math.min(attemptsMade, 10)) * (0.5 + Math.random() / 2)
}

/**
 * A BullMQ worker with what its defaults lack: it takes over the jobs of a killed worker within 15 s, however often that
 * happens (the library gives up on a job after one stall).
 */
export function createLaneWorker(options: {
  subscriber: SubscriberName
  lane: Lane
  connection: Redis
  logger: Logger
  concurrency: number
  handle: DeliveryHandler
  cipher: MessageCipher
  onProgress: () => void
}): Worker {
  const { subscriber, lane, connection, logger, concurrency, handle, cipher, onProgress } = options
  const worker = new Worker<unknown>(
    queueName(subscriber, lane),
    async (job) => {
      // Counts what was begun: a job that stalled was begun before, though no attempt of it has ended.
      const { delivery, opened } = readMessage(cipher, job.data, lane, job.attemptsStarted)
      await handle(delivery).catch((error: unknown) => {
        logger.warn({ err: describeError(error), subscriber, lane }, 'a delivery failed and will be repeated')
        // BullMQ keeps message and stack with the job, and a database's words may quote what it was given.
        throw new Error('the handler failed; its log says why')
      })
      // What it held is fetched by reconcile, like anything else that the queue has lost.
      if (!opened) await connection.set(missedKey(subscriber), randomUUID())
      onProgress()
    },
    {
      connection,
      concurrency,
      autorun: false,
      lockDuration: 10_000,
      stalledInterval: 5000,
      // Seconds of one wait for messages: a new one wakes the worker at once, so a shorter wait only costs.
      drainDelay: 10,
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      settings: { backoffStrategy: (attemptsMade) => backoffMs(attemptsMade) },
    },
  )
  worker.on('error', (error) => logger.debug({ err: describeError(error), subscriber, lane }, 'worker error'))
  return worker
}
