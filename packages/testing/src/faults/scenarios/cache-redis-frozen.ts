import { setTimeout as sleep } from 'node:timers/promises'
import { waitForCache } from '../arrival.js'
import { fieldOf, listOf } from '../load/console-client.js'
import { describeReaders, startProfileReaders } from '../load/profile-readers.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'
import { waitFor } from '../wait-for.js'

const frozenMs = 5_000
/** A call that Redis leaves unanswered is given up after a second; whoever is first waits for two of them. */
const answerLimitMs = 3_000

export const cacheRedisFrozen: Scenario = {
  name: 'cache-redis-frozen',
  fault: 'SIGSTOP of the cache Redis for 5 s under readers',
  run: async ({ world, oracle, expect, note, healed }) => {
    const writer = createSqlWriter(world, oracle)
    const users = await writer.insert(50, 'Read from the directory')
    for (const user of users) await waitForCache(world, user)
    const ids = users.map(({ id }) => id)
    const readers = startProfileReaders(world, ids, { workers: 4 })
    await sleep(500)
    readers.takeSlowestMs()
    const pid = world.cacheRedis.pid()
    process.kill(pid, 'SIGSTOP')
    try {
      await sleep(frozenMs)
      await readers.stop()
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    healed()
    const slowestMs = readers.takeSlowestMs()
    note(`${readers.counts.whole} lists answered, the slowest after ${slowestMs} ms`)
    const fault = describeReaders(readers)
    expect(fault === '', fault)
    expect(slowestMs <= answerLimitMs, `a list took ${slowestMs} ms`)
    await waitFor(
      'profiles come from the cache again',
      async () => {
        const items = listOf(await world.console.call('chat', 'profiles.byIds', { ids }), 'items')
        return items.length === ids.length && items.every((item) => fieldOf(item, 'source') === 'cache')
      },
      { timeoutMs: 10_000, intervalMs: 100 },
    )
  },
}
