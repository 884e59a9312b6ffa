import { setTimeout as sleep } from 'node:timers/promises'
import { startApiWriter } from '../load/api-writer.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'
import { serviceNames } from '../world/service-environments.js'

export const powerCut: Scenario = {
  name: 'power-cut',
  fault: 'SIGKILL everything at once: services, PostgreSQL, both Redis; then all of it starts again',
  run: async ({ world, oracle, healed }) => {
    const people = startApiWriter(world, oracle, { workers: 4, pauseMs: 0 })
    await createSqlWriter(world, oracle).insert(500, 'Under way')
    await sleep(700)
    await Promise.all([
      ...serviceNames.map((name) => world.services[name].kill('SIGKILL')),
      world.postgres.kill('SIGQUIT'),
      world.queueRedis.kill('SIGKILL'),
      world.cacheRedis.kill('SIGKILL'),
    ])
    await people.stop()
    await Promise.all(serviceNames.map((name) => world.services[name].start({ wait: false })))
    await Promise.all([world.postgres.restart(), world.queueRedis.restart(), world.cacheRedis.restart()])
    healed()
  },
}
