import { setTimeout as sleep } from 'node:timers/promises'
import { waitForProjection } from '../arrival.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'
import { anyMessage, watchLine } from '../watch-line.js'

export const relayFrozen: Scenario = {
  name: 'relay-frozen',
  fault: 'SIGSTOP a relay that has claimed events; another relay carries on; then the first goes on',
  run: async ({ world, oracle, expect, note, healed }) => {
    const writer = createSqlWriter(world, oracle)
    const { auth } = world.services
    const queue = world.line('auth.queue')
    const publishing = watchLine(queue, anyMessage, () => queue.stall('up'))
    await writer.insertOne('Claimed')
    await publishing.seen()
    publishing.stop()
    auth.freeze()
    queue.pass()
    const other = await world.createReplica('auth')
    await other.start()
    // Claimed by the frozen one are one event alone; everyone else's must flow.
    const seconds = await waitForProjection(world, await writer.insertOne('By the other relay'))
    note(`the other relay published a new edit within ${seconds.toFixed(1)} s`)
    expect(seconds < 5, `a new edit took ${seconds.toFixed(1)} s while a relay was frozen`)
    await sleep(5_000)
    auth.thaw()
    healed()
  },
}
