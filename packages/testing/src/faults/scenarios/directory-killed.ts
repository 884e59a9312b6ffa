import { setTimeout as sleep } from 'node:timers/promises'
import { startApiWriter } from '../load/api-writer.js'
import type { Scenario } from '../scenario.js'

export const directoryKilled: Scenario = {
  name: 'directory-killed',
  fault: 'SIGKILL auth-service under writes, five times',
  run: async ({ world, oracle, expect, note, healed }) => {
    const people = startApiWriter(world, oracle, { workers: 6, pauseMs: 0 })
    for (let round = 0; round < 5; round++) {
      await sleep(700 + Math.random() * 600)
      await world.services.auth.kill('SIGKILL')
      await world.services.auth.start()
    }
    healed()
    await people.stop()
    note(`${people.counts.unanswered} requests without an answer`)
    expect(people.counts.acknowledged > 0, 'nothing was acknowledged')
  },
}
