import { lanes } from '@rollcall/events/subscribers'
import type { QueueInspector } from '../port.js'
import type { BullMqBusOptions } from './bullmq-bus.js'
import { createConnectedQueues } from './connected-queues.js'
import { readQueueFacts } from './queue-facts.js'

/** Depth, pause and resume of the subscribers' queues. Fails fast while Redis is away. */
export function createBullMqInspector({ url, logger }: Pick<BullMqBusOptions, 'url' | 'logger'>): QueueInspector {
  const queues = createConnectedQueues({ url, logger, name: 'bus inspector', commandTimeoutMs: 2000 })
  return {
    depth: async (subscriber) => {
      const { lanes: facts, missed } = await readQueueFacts(queues.connection(), subscriber)
      const { interactive, bulk } = facts
      const times = [interactive.oldestAt, bulk.oldestAt].filter((at) => at !== null).map(Number)
      return {
        waiting: interactive.waiting + bulk.waiting,
        active: interactive.active + bulk.active,
        delayed: interactive.delayed + bulk.delayed,
        paused: interactive.paused || bulk.paused,
        missed,
        oldestAt: times.length > 0 ? new Date(Math.min(...times)) : null,
      }
    },
    pause: async (subscriber) => {
      for (const lane of lanes) await (await queues.queueOf(subscriber, lane)).pause()
    },
    resume: async (subscriber) => {
      for (const lane of lanes) await (await queues.queueOf(subscriber, lane)).resume()
    },
    close: queues.close,
  }
}
