import { setTimeout as sleep } from 'node:timers/promises'
import { waitForCache } from '../arrival.js'
import { startApiWriter } from '../load/api-writer.js'
import { fieldOf } from '../load/console-client.js'
import { describeReaders, startProfileReaders } from '../load/profile-readers.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'
import { waitFor } from '../wait-for.js'
import type { World } from '../world/world.js'

async function readFigure({ cache }: World, section: string, name: string): Promise<number> {
  return Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(await cache.info(section))?.[1])
}

export const cacheFull: Scenario = {
  name: 'cache-full',
  fault: 'the cache Redis has room for a part of the users, then for nobody, under readers and writers',
  run: async ({ world, oracle, expect, note, healed }) => {
    const users = await createSqlWriter(world, oracle).insert(500, 'Crowded')
    for (const user of users) await waitForCache(world, user)
    const [, limit = '0'] = [await world.cache.config('GET', 'maxmemory')].flat().map(String)
    const evictedBefore = await readFigure(world, 'stats', 'evicted_keys')
    const ids = users.map(({ id }) => id)
    const readers = startProfileReaders(world, ids, { workers: 2 })
    const people = startApiWriter(world, oracle, { workers: 1, pauseMs: 20 })
    try {
      // Room for about a half of them.
      await world.cache.config('SET', 'maxmemory', (await readFigure(world, 'memory', 'used_memory')) - 125_000)
      await sleep(4_000)
      await world.cache.config('SET', 'maxmemory', 1)
      await sleep(3_000)
    } finally {
      await world.cache.config('SET', 'maxmemory', limit)
    }
    healed()
    await people.stop()
    await readers.stop()
    const evicted = (await readFigure(world, 'stats', 'evicted_keys')) - evictedBefore
    const readTold = async () => Number(fieldOf(await world.console.call('chat', 'cache.stats', {}), 'evictions'))
    note(`${evicted} evictions, ${readers.counts.whole} lists answered`)
    const fault = describeReaders(readers)
    expect(fault === '', fault)
    expect(evicted > 0, 'nobody was evicted: the fault was none')
    await waitFor(`the figures tell of ${evicted} evictions`, async () => (await readTold()) >= evicted)
    expect(people.counts.unanswered === 0, `${people.counts.unanswered} edits failed, though they need no cache`)
  },
}
