import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { QueueLimits } from '../port.js'
import { type BusHarness, batchOf, namesIn, type OpenBus, openBus, tightLimits, waitUntil } from './bus-harness.js'

const many = (lane: 'interactive' | 'bulk', count: number) =>
  Array.from({ length: count }, (_, index) => batchOf(lane, `${lane}-${index}`))

/** The broker's memory is bounded, and what didn't fit is known to be missing. */
export function describeFullQueues(
  transport: string,
  createHarness: (limits?: QueueLimits) => Promise<BusHarness>,
): void {
  describe(`event bus contract, full queues: ${transport}`, () => {
    let bus: OpenBus
    beforeEach(async () => {
      bus = await openBus(createHarness, tightLimits)
    })
    afterEach(() => bus.close())

    it('a bulk lane that moves is waited for, however slowly, and nothing is left out', async () => {
      const seen: string[] = []
      for (const name of ['clinical', 'chat'] as const) {
        await bus.consume(name, async (delivery) => {
          await new Promise((resolve) => setTimeout(resolve, 60))
          if (name === 'clinical') seen.push(...namesIn(delivery))
        })
      }
      let deepest = 0
      const watching = setInterval(async () => {
        deepest = Math.max(deepest, (await bus.depth('clinical')).waiting)
      }, 20)
      const { missed } = await bus.publish(...many('bulk', 25))
      clearInterval(watching)
      expect(missed).toEqual([])
      expect(deepest).toBeLessThanOrEqual(tightLimits.messages.bulk)
      await waitUntil(() => seen.length === 25)
      expect(await bus.depth('clinical')).toMatchObject({ missed: false })
    })

    it('a bulk lane that stands still is left out after a while, at once from then on, and the other gets all', async () => {
      const seen: string[] = []
      await bus.consume('chat', async (delivery) => void seen.push(...namesIn(delivery)))
      const startedAt = Date.now()
      expect(await bus.publish(...many('bulk', 10))).toEqual({ missed: ['clinical'] })
      expect(Date.now() - startedAt).toBeGreaterThanOrEqual(tightLimits.patienceMs)
      const againAt = Date.now()
      expect(await bus.publisher.publish(many('bulk', 10))).toEqual({ missed: ['clinical'] })
      expect(Date.now() - againAt).toBeLessThan(tightLimits.patienceMs)
      await waitUntil(() => seen.length === 20)
      expect(await bus.depth('clinical')).toMatchObject({ waiting: 3, missed: true })
      expect(await bus.depth('chat')).toMatchObject({ waiting: 0, missed: false })
    })

    it('a lane that is full is left out at once when its subscriber is paused or when a person waits', async () => {
      await bus.pause('clinical')
      await bus.consume('chat', async () => {})
      const startedAt = Date.now()
      expect(await bus.publish(...many('bulk', 4))).toEqual({ missed: ['clinical'] })
      await bus.inspector.resume('clinical')
      expect(await bus.publish(...many('interactive', 4))).toEqual({ missed: [] })
      expect(await bus.publish(...many('interactive', 4))).toEqual({ missed: ['clinical'] })
      expect(Date.now() - startedAt).toBeLessThan(tightLimits.patienceMs)
    })

    it('who was left out is told once its queue has run empty, again if that fails, and then no more', async () => {
      await bus.consume('chat', async () => {})
      await bus.publish(...many('bulk', 10))
      const seen: string[] = []
      const calls: number[] = []
      const onMissed = async () => {
        calls.push(seen.length)
        if (calls.length === 1) throw new Error('the directory is away')
      }
      await bus.consume('clinical', async (delivery) => void seen.push(...namesIn(delivery)), { onMissed })
      await waitUntil(async () => !(await bus.depth('clinical')).missed)
      expect(calls).toEqual([3, 3])
      await bus.publish(batchOf('interactive', 'later'))
      await waitUntil(() => seen.includes('later'))
      await new Promise((resolve) => setTimeout(resolve, 200))
      expect(calls).toHaveLength(2)
    })

    it('what is left out while the subscriber puts things right is not forgotten', async () => {
      await bus.consume('chat', async () => {})
      await bus.publish(...many('bulk', 10))
      let calls = 0
      const onMissed = async () => {
        calls += 1
        if (calls > 1) return
        await bus.pause('clinical')
        await bus.publish(...many('bulk', 10))
        await bus.inspector.resume('clinical')
      }
      await bus.consume('clinical', async () => {}, { onMissed })
      await waitUntil(async () => calls === 2 && !(await bus.depth('clinical')).missed)
    })

    it('a broker that was emptied or restarted counts as one that has lost messages', async () => {
      let calls = 0
      const consumer = await bus.consume('clinical', async () => {}, { onMissed: async () => void calls++ })
      // At the first start nobody knows what was before.
      await waitUntil(() => calls === 1)
      await bus.publish(batchOf('interactive', 'lost'))
      await bus.emptyBroker()
      await waitUntil(() => calls === 2)
      await bus.stopBroker()
      await bus.startBroker()
      await waitUntil(() => calls === 3)
      await expect.poll(() => consumer.check().then(() => 'ready', String)).toBe('ready')
      await waitUntil(async () => !(await bus.depth('clinical')).missed)
    }, 60_000)

    it('closing the publisher ends its wait for room, so that a relay can stop', async () => {
      await bus.publish(...many('bulk', 3))
      const waiting = expect(bus.publisher.publish(many('bulk', 1))).rejects.toThrow()
      await bus.publisher.close()
      await waiting
    })
  })
}
