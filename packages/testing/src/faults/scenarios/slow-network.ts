import { setTimeout as sleep } from 'node:timers/promises'
import { startApiWriter } from '../load/api-writer.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'

const delayMs = 150

export const slowNetwork: Scenario = {
  name: 'slow-network',
  fault: 'every chunk to and from PostgreSQL, then Redis, 150 ms late under writes',
  run: async ({ world, oracle, expect, note, healed }) => {
    const people = startApiWriter(world, oracle, { workers: 4 })
    const writer = createSqlWriter(world, oracle)
    for (const whom of ['postgres', 'queue', 'cache'] as const) {
      for (const line of world.linesTo(whom)) line.delay(delayMs)
      await writer.insert(600, 'Slow')
      await sleep(5_000)
      for (const line of world.linesTo(whom)) line.delay(0)
    }
    healed()
    await people.stop()
    note(`${people.counts.acknowledged} requests answered, ${people.counts.unanswered} not`)
    expect(people.counts.unanswered === 0, `${people.counts.unanswered} requests failed only because the line was slow`)
  },
}
