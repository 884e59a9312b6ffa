import { setTimeout as sleep } from 'node:timers/promises'
import { startApiWriter } from '../load/api-writer.js'
import type { Scenario } from '../scenario.js'

export const sessionsTerminated: Scenario = {
  name: 'sessions-terminated',
  fault: 'every database session terminated, again and again, under writes',
  short: true,
  run: async ({ world, oracle, short, expect, note, healed }) => {
    const pids = Object.values(world.services).map((service) => service.pid())
    const writer = startApiWriter(world, oracle)
    let terminated = 0
    for (let round = 0; round < (short ? 2 : 8); round++) {
      await sleep(500)
      const { rows } = await world.pools.auth.query<{ n: number }>(
        `SELECT count(pg_terminate_backend(pid))::int AS n FROM pg_stat_activity
         WHERE backend_type = 'client backend' AND application_name <> 'fault suite'`,
      )
      terminated += rows[0]?.n ?? 0
    }
    healed()
    await sleep(500)
    await writer.stop()
    note(`${terminated} sessions terminated; ${writer.counts.unanswered} requests failed`)
    const now = Object.values(world.services).map((service) => service.pid())
    expect(JSON.stringify(pids) === JSON.stringify(now), 'a service was started again')
    expect(
      Object.values(world.services).every((service) => service.isRunning()),
      'a service ended',
    )
    expect(writer.counts.acknowledged > 0, 'nothing was acknowledged')
  },
}
