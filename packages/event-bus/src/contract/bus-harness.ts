import { setTimeout as delay } from 'node:timers/promises'
import type { Lane, SubscriberName } from '@rollcall/events/subscribers'
import type { EventKeys } from '@rollcall/service-kit/event-keys'
import { expect } from 'vitest'
import type {
  ConsumerOptions,
  Delivery,
  EventBatch,
  EventBus,
  EventConsumer,
  EventPublisher,
  QueueInspector,
  QueueLimits,
} from '../port.js'

/** A transport on a broker of its own that a test may stop. */
export interface BusHarness {
  bus: EventBus
  /** The keys of `bus`; the first one's id is `sample`. */
  keys: EventKeys
  /** A bus on the same broker that holds other keys. */
  busWith: (keys: EventKeys) => EventBus
  /** All that the broker holds, as text. */
  dump: () => Promise<string>
  /** Changes every message that waits for a subscriber, as somebody with the broker's password could. */
  alter: (subscriber: SubscriberName, change: (message: Record<string, unknown>) => unknown) => Promise<void>
  /** Ends the broker at once, keeping what it has on disk. */
  stopBroker: () => Promise<void>
  startBroker: () => Promise<void>
  /** The broker forgets everything, and says so to nobody. */
  emptyBroker: () => Promise<void>
  close: () => Promise<void>
}

/** Small queues and little patience, so that a test can fill them. */
export const tightLimits: QueueLimits = { messages: { interactive: 5, bulk: 3 }, patienceMs: 600 }

export const waitUntil = (check: () => unknown) =>
  expect.poll(async () => Boolean(await check()), { timeout: 30_000, interval: 20 }).toBe(true)

export const batchOf = (lane: Lane, ...names: string[]): EventBatch => ({
  lane,
  count: names.length,
  events: JSON.stringify(names.map((name) => ({ name }))),
})
export const namesIn = (delivery: Delivery) => delivery.events.map((event) => String(Object(event).name))

/** Something to wait at until the test opens it. */
export function createGate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

/** A bus with what a test opens on it; `close` closes all of that. */
export async function openBus(createHarness: (limits?: QueueLimits) => Promise<BusHarness>, limits?: QueueLimits) {
  const harness = await createHarness(limits)
  const publisher: EventPublisher = harness.bus.createPublisher()
  const inspector: QueueInspector = harness.bus.createInspector()
  const consumers: EventConsumer[] = []
  // Connections open in their own time.
  const soon = async <T>(act: () => Promise<T>): Promise<T> => {
    const deadline = Date.now() + 15_000
    for (;;) {
      try {
        return await act()
      } catch (error) {
        if (Date.now() > deadline) throw error
        await delay(50)
      }
    }
  }
  return {
    ...harness,
    publisher,
    inspector,
    consume: async (
      subscriber: SubscriberName,
      handle: (delivery: Delivery) => Promise<void>,
      options: Partial<ConsumerOptions> = {},
    ) => {
      const consumer = harness.bus.createConsumer({ subscriber, handle, concurrency: 1, ...options })
      consumers.push(consumer)
      await consumer.start()
      return consumer
    },
    publish: (...batches: EventBatch[]) => soon(() => publisher.publish(batches)),
    pause: (subscriber: SubscriberName) => soon(() => inspector.pause(subscriber)),
    depth: (subscriber: SubscriberName) => soon(() => inspector.depth(subscriber)),
    close: async () => {
      await Promise.all(consumers.map((consumer) => consumer.stop()))
      await Promise.all([publisher.close(), inspector.close()])
      await harness.close()
    },
  }
}
export type OpenBus = Awaited<ReturnType<typeof openBus>>
