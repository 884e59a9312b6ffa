import { setTimeout as sleep } from 'node:timers/promises'
import { startApiWriter } from '../load/api-writer.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario, Stage } from '../scenario.js'
import { lineNames } from '../world/proxies.js'
import { serviceNames } from '../world/service-environments.js'

const rounds = 25

/** One blow; what it broke is mended at once or after a moment. */
type Blow = (stage: Stage) => Promise<void>

const pick = <T>(list: readonly T[]): T => {
  const chosen = list[Math.floor(Math.random() * list.length)]
  if (chosen === undefined) throw new Error('nothing to choose from')
  return chosen
}
const moment = () => sleep(200 + Math.random() * 1_500)

const blows: Record<string, Blow> = {
  kill: async ({ world }) => {
    const service = world.services[pick(serviceNames)]
    await service.kill('SIGKILL')
    await service.start({ wait: false })
  },
  freeze: async ({ world }) => {
    const service = world.services[pick(serviceNames)]
    service.freeze()
    await moment()
    service.thaw()
  },
  cut: async ({ world }) => world.line(pick(lineNames)).cut(),
  refuse: async ({ world }) => {
    const line = world.line(pick(lineNames))
    line.refuse()
    await moment()
    line.pass()
  },
  stall: async ({ world }) => {
    const line = world.line(pick(lineNames))
    line.stall()
    await moment()
    line.pass()
  },
  queueRedis: async ({ world }) => {
    await world.queueRedis.kill('SIGKILL')
    await moment()
    await world.queueRedis.restart()
  },
  cacheRedis: async ({ world }) => {
    await world.cacheRedis.kill('SIGKILL')
    await moment()
    await world.cacheRedis.restart()
  },
  postgres: async ({ world }) => {
    await world.postgres.kill('SIGQUIT')
    await moment()
    await world.postgres.restart()
  },
}

export const randomKills: Scenario = {
  name: 'random-kills',
  fault: `${rounds} blows at random (kill, freeze, cut, refuse, stall, a server away) under writes`,
  limitMs: 240_000,
  run: async (stage) => {
    const { world, oracle, note, signal, healed } = stage
    const people = startApiWriter(world, oracle, { workers: 4 })
    const dealt: string[] = []
    for (let round = 0; round < rounds; round++) {
      signal.throwIfAborted()
      const name = pick(Object.keys(blows))
      dealt.push(name)
      await blows[name]?.(stage)
      if (round % 5 === 0)
        await createSqlWriter(world, oracle)
          .insert(200, 'Random')
          .catch(() => undefined)
      await moment()
    }
    world.passAll()
    healed()
    await people.stop()
    note(`blows: ${dealt.join(', ')}`)
  },
}
