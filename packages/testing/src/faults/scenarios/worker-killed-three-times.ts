import { waitForProjection } from '../arrival.js'
import { createSqlWriter, type WrittenUser } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'
import { anyMessage, watchLine } from '../watch-line.js'

/** A job whose worker dies over it again and again: the queue library by itself gives up after the second time. */
export const workerKilledThreeTimes: Scenario = {
  name: 'worker-killed-three-times',
  fault: 'SIGKILL the worker three times on the same job',
  run: async ({ world, oracle, note, healed }) => {
    const writer = createSqlWriter(world, oracle)
    const { clinical } = world.services
    const database = world.line('clinical.postgres')
    // Without the directory nothing can be reconciled: the job alone can bring this user.
    world.line('clinical.directory').refuse()
    let user: WrittenUser | undefined
    for (let death = 0; death < 3; death++) {
      // It gets the job and never further: its write stands in the line.
      const taking = watchLine(world.line('clinical.queue'), anyMessage, () => database.stall('up'), 'down')
      user ??= await writer.insertOne('Again')
      await taking.seen(45_000)
      taking.stop()
      await clinical.kill('SIGKILL')
      database.cut()
      database.pass()
      await clinical.start({ wait: false })
    }
    if (!user) throw new Error('one user was to be written')
    healed()
    const seconds = await waitForProjection(world, user, { timeoutMs: 60_000 })
    note(`applied ${seconds.toFixed(1)} s after the last death`)
    world.line('clinical.directory').pass()
  },
}
