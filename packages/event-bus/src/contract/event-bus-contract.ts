import type { Lane, SubscriberName } from '@rollcall/events/subscribers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Delivery, DeliveryHandler, EventBatch, EventBus, EventConsumer, EventPublisher } from '../port.js'

/** A transport on a broker of its own that a test may stop. */
export interface BusHarness {
  bus: EventBus
  /** Ends the broker at once, keeping what it has on disk. */
  stopBroker: () => Promise<void>
  startBroker: () => Promise<void>
  close: () => Promise<void>
}

const waitUntil = (check: () => unknown) =>
  expect.poll(async () => Boolean(await check()), { timeout: 30_000, interval: 20 }).toBe(true)

const batchOf = (lane: Lane, ...names: string[]): EventBatch => ({
  lane,
  count: names.length,
  events: JSON.stringify(names.map((name) => ({ name }))),
})
const namesIn = (delivery: Delivery) => delivery.events.map((event) => String(Object(event).name))

/** What the road relies on, whatever carries it. Every transport passes this suite. */
export function describeEventBusContract(transport: string, createHarness: () => Promise<BusHarness>): void {
  describe(`event bus contract: ${transport}`, () => {
    let harness: BusHarness
    let publisher: EventPublisher
    let consumers: EventConsumer[]

    const consume = async (subscriber: SubscriberName, handle: DeliveryHandler, concurrency = 1) => {
      const consumer = harness.bus.createConsumer({ subscriber, handle, concurrency })
      consumers.push(consumer)
      await consumer.start()
      return consumer
    }
    const publish = (...batches: EventBatch[]) =>
      expect
        .poll(() => publisher.publish(batches).then(() => 'accepted', String), { timeout: 15_000, interval: 100 })
        .toBe('accepted')

    beforeEach(async () => {
      harness = await createHarness()
      publisher = harness.bus.createPublisher()
      consumers = []
    })
    afterEach(async () => {
      await Promise.all(consumers.map((consumer) => consumer.stop()))
      await publisher.close()
      await harness.close()
    })

    it('every subscriber gets every event, whole and in one piece', async () => {
      const seen: Record<string, string[][]> = { clinical: [], chat: [] }
      for (const name of ['clinical', 'chat'] as const) {
        await consume(name, async (delivery) => void seen[name]?.push(namesIn(delivery)))
      }
      await publish(batchOf('interactive', 'a', 'b'), batchOf('bulk', 'c'))
      await waitUntil(() => seen.clinical?.length === 2 && seen.chat?.length === 2)
      for (const name of ['clinical', 'chat']) expect(seen[name]).toEqual(expect.arrayContaining([['a', 'b'], ['c']]))
    })

    it('events published before a subscriber first starts wait for it', async () => {
      await publish(batchOf('interactive', 'early'))
      const seen: string[] = []
      await consume('chat', async (delivery) => void seen.push(...namesIn(delivery)))
      await waitUntil(() => seen.includes('early'))
    })

    it('a handler that fails is handed the same message again, and nobody waits behind it', async () => {
      const seen: string[] = []
      let failures = 0
      await consume('clinical', async (delivery) => {
        if (namesIn(delivery).includes('poison') && failures++ < 2) throw new Error('not yet')
        seen.push(...namesIn(delivery))
      })
      await publish(batchOf('interactive', 'poison'))
      await publish(batchOf('interactive', 'after'))
      await waitUntil(() => seen.includes('poison') && seen.includes('after'))
      expect(seen.indexOf('after')).toBeLessThan(seen.indexOf('poison'))
    })

    it('a message is acknowledged only after its handler has resolved', async () => {
      const inspector = harness.bus.createInspector()
      let release = () => {}
      const gate = new Promise<void>((resolve) => {
        release = resolve
      })
      let entered = false
      await consume('clinical', async () => {
        entered = true
        await gate
      })
      await publish(batchOf('interactive', 'slow'))
      await waitUntil(() => entered)
      expect((await inspector.depth('clinical')).active).toBe(1)
      release()
      await waitUntil(async () => {
        const depth = await inspector.depth('clinical')
        return depth.active + depth.waiting === 0
      })
      await inspector.close()
    })

    it('an interactive message overtakes a bulk backlog', async () => {
      const seen: string[] = []
      await publish(...Array.from({ length: 20 }, (_, index) => batchOf('bulk', `bulk-${index}`)))
      await publish(batchOf('interactive', 'edit'))
      await consume('clinical', async (delivery) => void seen.push(...namesIn(delivery)))
      await waitUntil(() => seen.length === 21)
      expect(seen.indexOf('edit')).toBeLessThanOrEqual(1)
    })

    it('a paused subscriber is handed nothing, and gets everything once resumed', async () => {
      const inspector = harness.bus.createInspector()
      await waitUntil(() =>
        inspector.pause('clinical').then(
          () => true,
          () => false,
        ),
      )
      const seen: string[] = []
      await consume('clinical', async (delivery) => void seen.push(...namesIn(delivery)))
      await publish(batchOf('interactive', 'held back'))
      await waitUntil(async () => (await inspector.depth('clinical')).waiting === 1)
      expect(await inspector.depth('clinical')).toMatchObject({ paused: true, oldestAt: expect.any(Date) })
      expect(seen).toEqual([])
      await inspector.resume('clinical')
      await waitUntil(() => seen.length === 1)
      await inspector.close()
    })

    it('publishing while the broker is away fails at once, and what it had accepted is delivered after it is back', async () => {
      const seen: string[] = []
      await publish(batchOf('interactive', 'before'))
      // What a broker promises to keep is on its disk within a second.
      await new Promise((resolve) => setTimeout(resolve, 1500))
      await harness.stopBroker()
      await expect(publisher.publish([batchOf('interactive', 'during')])).rejects.toThrow()
      const consumer = await consume('clinical', async (delivery) => void seen.push(...namesIn(delivery)))
      await expect(consumer.check()).rejects.toThrow()
      await harness.startBroker()
      await publish(batchOf('interactive', 'after'))
      await waitUntil(() => seen.includes('before') && seen.includes('after'))
      expect(seen).not.toContain('during')
      await expect.poll(() => consumer.check().then(() => 'ready', String)).toBe('ready')
    }, 60_000)
  })
}
