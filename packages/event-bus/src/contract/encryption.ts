import type { EventKeys } from '@rollcall/service-kit/event-keys'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Delivery } from '../port.js'
import { createSampleKeys } from '../test-support/sample-keys.js'
import { type BusHarness, batchOf, namesIn, type OpenBus, openBus, waitUntil } from './bus-harness.js'

type Message = Record<string, unknown>
const flipBit = (base64: unknown) => {
  const bytes = Buffer.from(String(base64), 'base64')
  bytes[0] = (bytes[0] ?? 0) ^ 1
  return bytes.toString('base64')
}
const changes: [string, (message: Message) => unknown][] = [
  ['one bit of its text', (message) => ({ ...message, sealed: flipBit(message.sealed) })],
  ['one bit of its IV', (message) => ({ ...message, iv: flipBit(message.iv) })],
  ['the count of its head', (message) => ({ ...message, count: 2 })],
  ['the replay of its head', (message) => ({ ...message, replayId: 'another' })],
  ['the lane of its head', (message) => ({ ...message, lane: 'bulk' })],
  ['all of it, for plain events', () => ({ lane: 'interactive', count: 1, events: [{ name: 'forged' }] })],
  ['all of it, for a plain event', () => ({ name: 'forged' })],
]

/** Who can read or write the broker learns nothing of a person and changes nothing about one. */
export function describeEncryption(transport: string, createHarness: () => Promise<BusHarness>): void {
  describe(`event bus contract, encryption: ${transport}`, () => {
    let bus: OpenBus
    beforeEach(async () => {
      bus = await openBus(createHarness)
    })
    afterEach(() => bus.close())

    /** Consumes as a service that holds `keys`, until one message was handed on. */
    const consumeOne = async (keys: EventKeys, name: 'clinical' | 'chat' = 'clinical') => {
      const deliveries: Delivery[] = []
      const handle = async (delivery: Delivery) => void deliveries.push(delivery)
      const consumer = bus.busWith(keys).createConsumer({ subscriber: name, handle, concurrency: 1 })
      await consumer.start()
      await waitUntil(() => deliveries.length > 0).finally(consumer.stop)
      return deliveries
    }
    const expectRefused = (deliveries: Delivery[], reason: RegExp) => {
      expect(deliveries).toHaveLength(1)
      expect(deliveries[0]?.events).toEqual([
        { unreadable: expect.stringMatching(reason), message: expect.objectContaining({ digest: expect.any(String) }) },
      ])
    }

    it('nothing that an event holds can be read at the broker, waiting or failed', async () => {
      await bus.consume('chat', async (delivery) => {
        throw new Error(`refused ${namesIn(delivery)}`)
      })
      await bus.publish({ ...batchOf('interactive', 'Marked-É-1'), replayId: 'run' }, batchOf('bulk', 'Marked-É-2'))
      await waitUntil(async () => (await bus.depth('chat')).delayed > 0)
      const held = await bus.dump()
      expect(held).toContain('sealed')
      expect(held).not.toMatch(/Marked|refused/)
    })

    it('while keys rotate, what either key has sealed arrives, wherever the new one came first', async () => {
      const [older] = bus.keys
      const [newer] = createSampleKeys()
      const rotated: EventKeys = [{ ...newer, id: 'newer' }, older]
      const publisher = bus.busWith(rotated).createPublisher()
      await bus.publish(batchOf('interactive', 'before'))
      await waitUntil(() =>
        publisher.publish([batchOf('interactive', 'after')], 'chat').then(
          () => true,
          () => false,
        ),
      )
      await publisher.close()
      expect((await consumeOne(rotated)).map(namesIn)).toEqual([['before']])
      const seen: string[] = []
      const handle = async (delivery: Delivery) => void seen.push(...namesIn(delivery))
      const consumer = bus.busWith(rotated).createConsumer({ subscriber: 'chat', handle, concurrency: 1 })
      await consumer.start()
      await waitUntil(() => seen.length === 2).finally(consumer.stop)
      expect(seen.sort()).toEqual(['after', 'before'])
    })

    it('a message of an unknown key is handed on as unreadable with its key and the fix, and is known to be missing', async () => {
      await bus.publish(batchOf('interactive', 'sealed'))
      const [other] = createSampleKeys()
      expectRefused(await consumeOne([{ ...other, id: 'other' }]), /key sample, .*EVENT_KEYS.*add that key and restart/)
      expect(await bus.depth('clinical')).toMatchObject({ waiting: 0, missed: true })
    })

    it('another key under the same id opens nothing', async () => {
      await bus.publish(batchOf('interactive', 'sealed'))
      expectRefused(await consumeOne(createSampleKeys()), /does not open with the key sample/)
    })

    it.each(changes)('a message is refused once somebody has changed %s', async (_, change) => {
      await bus.publish({ ...batchOf('interactive', 'sealed'), replayId: 'run' })
      await bus.alter('clinical', change)
      const deliveries = await consumeOne(bus.keys)
      expectRefused(deliveries, /does not open|is not encrypted/)
      expect(JSON.stringify(deliveries)).not.toContain('forged')
      expect(await bus.depth('clinical')).toMatchObject({ missed: true })
    })

    it('who was handed something unreadable is told to reconcile', async () => {
      await bus.publish(batchOf('interactive', 'sealed'))
      await bus.alter('clinical', () => ({ name: 'plain' }))
      const order: string[] = []
      await bus.consume('clinical', async () => void order.push('unreadable'), {
        onMissed: async () => void order.push('reconcile'),
      })
      // A broker that is met for the first time is a reason to reconcile too, so the last one counts.
      await waitUntil(() => order.includes('unreadable') && order.at(-1) === 'reconcile')
      await waitUntil(async () => !(await bus.depth('clinical')).missed)
    })
  })
}
