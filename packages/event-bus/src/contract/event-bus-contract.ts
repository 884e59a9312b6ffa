import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { QueueLimits } from '../port.js'
import { type BusHarness, batchOf, createGate, namesIn, type OpenBus, openBus, waitUntil } from './bus-harness.js'
import { describeEncryption } from './encryption.js'
import { describeFullQueues } from './full-queues.js'
import { describeLanes } from './lanes.js'

/** What the road relies on, whatever carries it. Every transport passes this suite. */
export function describeEventBusContract(
  transport: string,
  createHarness: (limits?: QueueLimits) => Promise<BusHarness>,
): void {
  describe(`event bus contract: ${transport}`, () => {
    let bus: OpenBus

    beforeEach(async () => {
      bus = await openBus(createHarness)
    })
    afterEach(() => bus.close())

    it('every subscriber gets every event, whole and in one piece', async () => {
      const seen: Record<string, string[][]> = { clinical: [], chat: [] }
      for (const name of ['clinical', 'chat'] as const) {
        await bus.consume(name, async (delivery) => void seen[name]?.push(namesIn(delivery)))
      }
      expect(await bus.publish(batchOf('interactive', 'a', 'É "b" \\ \n'), batchOf('bulk', 'c'))).toEqual({
        missed: [],
      })
      await waitUntil(() => seen.clinical?.length === 2 && seen.chat?.length === 2)
      for (const name of ['clinical', 'chat'])
        expect(seen[name]).toEqual(expect.arrayContaining([['a', 'É "b" \\ \n'], ['c']]))
    })

    it('what is sent to one subscriber alone reaches no other, and says which replay it belongs to', async () => {
      const seen: Record<string, unknown[]> = { clinical: [], chat: [] }
      for (const name of ['clinical', 'chat'] as const) {
        await bus.consume(name, async (delivery) => void seen[name]?.push([namesIn(delivery), delivery.replayId]))
      }
      await bus.publish(batchOf('interactive', 'for all'))
      await waitUntil(() => seen.clinical?.length === 1 && seen.chat?.length === 1)
      await bus.publisher.publish([{ ...batchOf('bulk', 'again'), replayId: 'run-1' }], 'chat')
      await waitUntil(() => seen.chat?.length === 2)
      expect(seen).toEqual({
        clinical: [[['for all'], undefined]],
        chat: [
          [['for all'], undefined],
          [['again'], 'run-1'],
        ],
      })
      expect(await bus.depth('clinical')).toMatchObject({ waiting: 0, active: 0 })
    })

    it('events published before a subscriber first starts wait for it', async () => {
      await bus.publish(batchOf('interactive', 'early'))
      const seen: string[] = []
      await bus.consume('chat', async (delivery) => void seen.push(...namesIn(delivery)))
      await waitUntil(() => seen.includes('early'))
    })

    it('a handler that fails is handed the same message again, and nobody waits behind it', async () => {
      const seen: string[] = []
      const attempts: number[] = []
      await bus.consume('clinical', async (delivery) => {
        if (namesIn(delivery).includes('poison')) {
          attempts.push(delivery.attempt)
          if (attempts.length < 3) throw new Error('not yet')
        }
        seen.push(...namesIn(delivery))
      })
      await bus.publish(batchOf('interactive', 'poison'))
      await bus.publish(batchOf('interactive', 'after'))
      await waitUntil(() => seen.includes('poison') && seen.includes('after'))
      expect(seen.indexOf('after')).toBeLessThan(seen.indexOf('poison'))
      expect(attempts).toEqual([1, 2, 3])
    })

    it('a message is acknowledged only after its handler has resolved', async () => {
      const gate = createGate()
      let entered = false
      await bus.consume('clinical', async () => {
        entered = true
        await gate.opened
      })
      await bus.publish(batchOf('interactive', 'slow'))
      await waitUntil(() => entered)
      expect((await bus.depth('clinical')).active).toBe(1)
      gate.open()
      await waitUntil(async () => {
        const depth = await bus.depth('clinical')
        return depth.active + depth.waiting === 0
      })
    })

    it('a paused subscriber is handed nothing of either lane, and gets everything once resumed', async () => {
      await bus.pause('clinical')
      const seen: string[] = []
      await bus.consume('clinical', async (delivery) => void seen.push(...namesIn(delivery)))
      await bus.publish(batchOf('interactive', 'edit'), batchOf('bulk', 'import'))
      await waitUntil(async () => (await bus.depth('clinical')).waiting === 2)
      expect(await bus.depth('clinical')).toMatchObject({ paused: true, missed: false, oldestAt: expect.any(Date) })
      expect(seen).toEqual([])
      await bus.inspector.resume('clinical')
      await waitUntil(() => seen.length === 2)
      expect(await bus.depth('clinical')).toMatchObject({ paused: false, oldestAt: null })
    })

    it('publishing while the broker is away fails at once, and what it had accepted is delivered after it is back', async () => {
      const seen: string[] = []
      await bus.publish(batchOf('interactive', 'before'))
      // What a broker promises to keep is on its disk within a second.
      await new Promise((resolve) => setTimeout(resolve, 1500))
      await bus.stopBroker()
      await expect(bus.publisher.publish([batchOf('interactive', 'during')])).rejects.toThrow()
      await expect(bus.publisher.check()).rejects.toThrow()
      const consumer = await bus.consume('clinical', async (delivery) => void seen.push(...namesIn(delivery)))
      await expect(consumer.check()).rejects.toThrow()
      await bus.startBroker()
      await bus.publish(batchOf('interactive', 'after'))
      await expect(bus.publisher.check()).resolves.toBeUndefined()
      await waitUntil(() => seen.includes('before') && seen.includes('after'))
      expect(seen).not.toContain('during')
      await expect.poll(() => consumer.check().then(() => 'ready', String)).toBe('ready')
    }, 60_000)

    describeLanes(() => bus)
  })
  describeFullQueues(transport, createHarness)
  describeEncryption(transport, createHarness)
}
