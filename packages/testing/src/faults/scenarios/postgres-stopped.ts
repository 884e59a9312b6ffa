import { setTimeout as sleep } from 'node:timers/promises'
import { startApiWriter } from '../load/api-writer.js'
import type { Scenario } from '../scenario.js'

/** The oracle asks the event log for every acknowledged write afterwards: that is this scenario's point. */
export const postgresStopped: Scenario = {
  name: 'postgres-stopped',
  fault: 'PostgreSQL stopped at once (immediate mode) under writes',
  short: true,
  run: async ({ world, oracle, short, note, expect, healed }) => {
    const people = startApiWriter(world, oracle, { workers: 6, pauseMs: 0 })
    for (let round = 0; round < (short ? 1 : 5); round++) {
      await sleep(1000)
      await world.postgres.kill('SIGQUIT')
      await sleep(500)
      await world.postgres.restart()
    }
    healed()
    await sleep(1000)
    await people.stop()
    note(`${people.counts.unanswered} requests without an answer`)
    expect(people.counts.acknowledged > 0, 'nothing was acknowledged')
  },
}
