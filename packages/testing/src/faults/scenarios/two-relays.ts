import { waitForEmptyOutbox } from '../arrival.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'

export const twoRelays: Scenario = {
  name: 'two-relays',
  fault: 'two relays, started at the same moment on an empty broker with a backlog',
  run: async ({ world, oracle, expect, note, healed }) => {
    const writer = createSqlWriter(world, oracle)
    const second = await world.createReplica('auth')
    await world.services.auth.kill('SIGTERM')
    await world.queue.flushall()
    for (let round = 0; round < 20; round++) {
      await writer.insert(100, 'For two relays')
      for (let index = 0; index < 10; index++) await writer.insertOne('For two relays')
    }
    await Promise.all([world.services.auth.start({ wait: false }), second.start({ wait: false })])
    healed()
    const startedAt = Date.now()
    await Promise.all([world.services.auth.waitUntilReady(), second.waitUntilReady()])
    await waitForEmptyOutbox(world)
    note(`2,200 events left the outbox ${((Date.now() - startedAt) / 1000).toFixed(1)} s after the start`)
    const { rows } = await world.pools.auth.query<{ deadlocks: number }>(
      'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
    )
    expect(rows[0]?.deadlocks === 0, `${rows[0]?.deadlocks} deadlocks`)
    // While both run: each edit is published by whichever is quicker.
    for (let index = 0; index < 50; index++) await writer.insertOne('By either relay')
  },
}
