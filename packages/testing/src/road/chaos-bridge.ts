import { createEventBus } from '@rollcall/event-bus/create-event-bus'
import type { SubscriberName } from '@rollcall/events/subscribers'
import type { EventKeys } from '@rollcall/service-kit/event-keys'
import type { Logger } from '@rollcall/service-kit/logger'

export interface ChaosBridge {
  start: () => Promise<void>
  stop: () => Promise<void>
  /** Hands over what is still held back. */
  flush: () => Promise<void>
  /** From now on everything passes once and in order. */
  calm: () => void
  counts: { dropped: number; doubled: number; held: number }
}

/**
 * Stands between two brokers: what the relay publishes on `from` reaches one subscriber on `to` doubled, late, out of
 * order or never, as `random` (0 ≤ x < 1) decides. The faults are those of a broker, made through its own interface.
 */
export function createChaosBridge(options: {
  from: string
  to: string
  subscriber: SubscriberName
  logger: Logger
  random: () => number
  keys: EventKeys
}): ChaosBridge {
  const { subscriber, logger, random, keys } = options
  const source = createEventBus({ url: options.from, logger, keys })
  const target = createEventBus({ url: options.to, logger, keys }).createPublisher()
  const counts = { dropped: 0, doubled: 0, held: 0 }
  let heldBack: unknown[] = []
  let wild = true

  const pass = (events: unknown[]): Promise<unknown> =>
    target.publish([{ lane: 'interactive', count: events.length, events: JSON.stringify(events) }], subscriber)
  const consumer = source.createConsumer({
    subscriber,
    concurrency: 1,
    handle: async ({ events }) => {
      for (const event of events) {
        const fate = wild ? random() : 1
        if (fate < 0.2) counts.dropped += 1
        else if (fate < 0.5) {
          counts.held += 1
          heldBack.push(event)
        } else {
          const twice = fate < 0.75
          if (twice) counts.doubled += 1
          await pass(twice ? [event, event] : [event])
        }
      }
      if (wild && heldBack.length > 5) await flush()
    },
  })
  // Newest first: the order that hurts a consumer that trusts order.
  const flush = async () => {
    const late = heldBack.reverse()
    heldBack = []
    if (late.length > 0) await pass(late)
  }
  return {
    start: consumer.start,
    stop: async () => {
      await consumer.stop()
      await target.close()
    },
    flush,
    calm: () => {
      wild = false
    },
    counts,
  }
}
