import type { JobsOptions } from 'bullmq'
import type { EventBatch, EventPublisher } from '../port.js'
import type { BullMqBusOptions } from './bullmq-bus.js'
import { createConnectedQueues } from './connected-queues.js'

/** What a job carries. */
export type JobData = EventBatch

// A poison event is parked by the subscriber itself; what still fails is a store that is away, and that is waited for.
// Jobs get no id of our own: BullMQ ignores a second job of one id, even after the first has failed.
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
export function createBullMqPublisher({ url, logger, subscribers }: BullMqBusOptions): EventPublisher {
  const queues = createConnectedQueues({ url, logger, name: 'bus publisher', commandTimeoutMs: 5000 })
  return {
    publish: async (batches) => {
      const jobs = batches.map((batch) => ({ name: 'user-events', data: batch, opts: optionsOf(batch.lane) }))
      const open = await Promise.all(subscribers.map((subscriber) => queues.queueOf(subscriber)))
      await Promise.all(open.map((queue) => queue.addBulk(jobs)))
    },
    close: queues.close,
  }
}
