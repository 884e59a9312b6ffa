import { expect, it } from 'vitest'
import { batchOf, createGate, namesIn, type OpenBus, waitUntil } from './bus-harness.js'

/** A person never waits for an import. */
export function describeLanes(busOf: () => OpenBus): void {
  it('an interactive message overtakes a bulk backlog', async () => {
    const bus = busOf()
    const seen: string[] = []
    await bus.publish(...Array.from({ length: 20 }, (_, index) => batchOf('bulk', `bulk-${index}`)))
    await bus.publish(batchOf('interactive', 'edit'))
    await bus.consume('clinical', async (delivery) => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      seen.push(...namesIn(delivery))
    })
    await waitUntil(() => seen.length === 21)
    expect(seen.indexOf('edit')).toBeLessThanOrEqual(3)
  })

  it('an interactive message is handled while every handler of the bulk lane is busy', async () => {
    const bus = busOf()
    const gate = createGate()
    const seen: string[] = []
    let busy = 0
    const handle = async (delivery: { lane: string; events: unknown[] }) => {
      if (delivery.lane === 'bulk') {
        busy += 1
        await gate.opened
      } else seen.push(String(Object(delivery.events[0]).name))
    }
    await bus.consume('clinical', handle, { concurrency: 2 })
    await bus.publish(...Array.from({ length: 6 }, (_, index) => batchOf('bulk', `bulk-${index}`)))
    await waitUntil(() => busy === 2)
    await bus.publish(batchOf('interactive', 'edit'))
    await waitUntil(() => seen.includes('edit'))
    expect(busy).toBe(2)
    gate.open()
    await waitUntil(() => busy === 6)
  })
}
