import { setTimeout as sleep } from 'node:timers/promises'
import { startApiWriter } from '../load/api-writer.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'

export const cacheRedisLost: Scenario = {
  name: 'cache-redis-lost',
  fault: 'cache Redis killed for 10 s under writes and reads, comes back empty',
  run: async ({ world, oracle, expect, note, healed }) => {
    const users = await createSqlWriter(world, oracle).insert(50, 'Read all the time')
    const ids = users.map(({ id }) => id)
    const people = startApiWriter(world, oracle, { workers: 2, pauseMs: 20 })
    await sleep(500)
    await world.cacheRedis.kill('SIGKILL')
    let [answered, refused] = [0, 0]
    for (const until = Date.now() + 10_000; Date.now() < until; await sleep(200)) {
      const reading = world.console.call('chat', 'profiles.byIds', { ids })
      await reading.then(
        () => answered++,
        () => refused++,
      )
    }
    await world.cacheRedis.restart()
    healed()
    await people.stop()
    note(`${answered} lists answered without a cache, ${refused} refused`)
    expect(answered > 0 && refused === 0, `${refused} lists were refused because the cache was away`)
  },
}
