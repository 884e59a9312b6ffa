import { waitForCache, waitForEmptyOutbox } from '../arrival.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'

/** One event a message, so that the queue's bound is reached without an import of 100,000. */
const batchEvents = '1'

export const fullQueueMissed: Scenario = {
  name: 'full-queue-missed',
  fault: 'a subscriber stands still until its queue is full and it is left out; then it goes on',
  run: async ({ world, oracle, note, expect, healed }) => {
    const { auth, clinical } = world.services
    await auth.kill('SIGTERM')
    await auth.start({ env: { RELAY_BATCH_EVENTS: batchEvents } })
    clinical.freeze()
    const writer = createSqlWriter(world, oracle)
    const startedAt = Date.now()
    const users = await writer.insert(3_000, 'Nobody there')
    const last = users.at(-1)
    if (last) await waitForCache(world, last, { timeoutMs: 60_000 })
    await waitForEmptyOutbox(world)
    note(`the outbox was empty again after ${((Date.now() - startedAt) / 1000).toFixed(1)} s with one subscriber still`)
    const marks = await world.queue.keys('*missed*clinical*')
    const others = await world.queue.keys('*clinical*missed*')
    expect(marks.length + others.length > 0, 'the subscriber that was left out is not marked')
    clinical.thaw()
    healed()
  },
}
