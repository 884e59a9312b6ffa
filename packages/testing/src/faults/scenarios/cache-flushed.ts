import { setTimeout as sleep } from 'node:timers/promises'
import { waitForCache } from '../arrival.js'
import { startApiWriter } from '../load/api-writer.js'
import { describeReaders, startProfileReaders } from '../load/profile-readers.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'

export const cacheFlushed: Scenario = {
  name: 'cache-flushed',
  fault: 'FLUSHALL of the cache Redis, again and again, under readers and writers',
  short: true,
  run: async ({ world, oracle, short, expect, note, healed }) => {
    const users = await createSqlWriter(world, oracle).insert(100, 'Flushed away')
    for (const user of users) await waitForCache(world, user)
    const readers = startProfileReaders(
      world,
      users.map(({ id }) => id),
    )
    const people = startApiWriter(world, oracle, { workers: 1, pauseMs: 20 })
    for (let round = 0; round < (short ? 5 : 30); round++) {
      await world.cache.flushall()
      await sleep(150)
    }
    healed()
    await people.stop()
    await readers.stop()
    const fault = describeReaders(readers)
    note(`${readers.counts.whole} lists answered, the slowest after ${readers.takeSlowestMs()} ms`)
    expect(fault === '', fault)
  },
}
