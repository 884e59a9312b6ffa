import { setTimeout as sleep } from 'node:timers/promises'
import { waitForCache } from '../arrival.js'
import { createSqlWriter, type WrittenUser } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'
import { waitFor } from '../wait-for.js'
import { watchLine } from '../watch-line.js'
import type { World } from '../world/world.js'

/** Events that the chat service has been handed, whatever became of them. */
async function countDelivered({ pools }: World): Promise<number> {
  const { rows } = await pools.chat.query<{ n: number }>(
    'SELECT sum(applied + superseded)::int AS n FROM subscriber_state',
  )
  return rows[0]?.n ?? 0
}

/** A cache that lost its data has also lost what it was told: an old delivery must not look new to it. */
export const lateDeliveryToEmptyCache: Scenario = {
  name: 'late-delivery-to-empty-cache',
  fault: 'an unacknowledged event comes again after its user has moved on and the cache was emptied',
  run: async ({ world, oracle, note, healed }) => {
    const writer = createSqlWriter(world, oracle)
    const { chat } = world.services
    const queue = world.line('chat.queue')
    const marker = `unacknowledged-${Date.now()}`
    const writing = watchLine(world.line('chat.cache'), marker, () => queue.stall('up'))
    const user = await writer.insertOne(marker)
    await waitForCache(world, user)
    writing.stop()
    await chat.kill('SIGKILL')
    queue.cut()
    queue.pass()
    await chat.start()
    let newest: WrittenUser = user
    for (let change = 1; change <= 3; change++) newest = await writer.rename(user.id, `Moved on ${change}`)
    await waitForCache(world, newest)
    // The counters are written a moment after the effect.
    await sleep(1_500)
    await world.cache.flushall()
    const before = await countDelivered(world)
    const startedAt = Date.now()
    await waitFor('the old event is delivered again', async () => (await countDelivered(world)) > before, {
      timeoutMs: 45_000,
      intervalMs: 100,
    })
    healed()
    note(`it came again ${((Date.now() - startedAt) / 1000).toFixed(1)} s after the cache was emptied`)
  },
}
