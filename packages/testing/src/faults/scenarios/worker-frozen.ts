import { setTimeout as sleep } from 'node:timers/promises'
import { waitForProjection } from '../arrival.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'
import { watchLine } from '../watch-line.js'

/** After the job was taken over. */
const frozenMs = 5_000

export const workerFrozen: Scenario = {
  name: 'worker-frozen',
  fault: 'SIGSTOP a worker over a job; another takes it over; then the first goes on with old news',
  run: async ({ world, oracle, note, healed }) => {
    const writer = createSqlWriter(world, oracle)
    const { clinical } = world.services
    // Without the directory nothing can be reconciled: the job alone can bring this user.
    const directory = world.line('clinical.directory')
    directory.refuse()
    const marker = `frozen-${Date.now()}`
    const database = world.line('clinical.postgres')
    const working = watchLine(database, marker, () => database.stall('up'))
    const user = await writer.insertOne(marker)
    await working.seen()
    working.stop()
    clinical.freeze()
    database.cut()
    database.pass()
    const other = await world.createReplica('clinical')
    await other.start({ wait: false })
    note(
      `the other worker took it over within ${(await waitForProjection(world, user, { timeoutMs: 40_000 })).toFixed(1)} s`,
    )
    for (let change = 1; change <= 5; change++) await writer.rename(user.id, `Moved on ${change}`)
    await sleep(frozenMs)
    directory.pass()
    clinical.thaw()
    healed()
    for (let change = 1; change <= 20; change++) await writer.rename(user.id, `Both ${change}`)
  },
}
