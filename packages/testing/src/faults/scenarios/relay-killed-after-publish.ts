import { waitForProjection } from '../arrival.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'
import { waitFor } from '../wait-for.js'
import { anyMessage, watchLine } from '../watch-line.js'

/** The bus has the event and the database hasn't heard of it: the outbox row comes back and is published once more. */
export const relayKilledAfterPublish: Scenario = {
  name: 'relay-killed-after-publish',
  fault: 'SIGKILL the relay between publish and delete, 50 times',
  short: true,
  limitMs: 400_000,
  run: async ({ world, oracle, short, note, expect, signal }) => {
    const writer = createSqlWriter(world, oracle)
    const [database, queue] = [world.line('auth.postgres'), world.line('auth.queue')]
    const { auth } = world.services
    const rounds = short ? 2 : 50
    const readOutbox = async () => (await world.pools.auth.query('SELECT FROM outbox')).rowCount ?? 0
    let leftBehind = 0
    for (let round = 0; round < rounds; round++) {
      signal.throwIfAborted()
      // What the round before left is published first: it must not be taken for this round's event.
      await waitFor('the outbox is empty', async () => (await readOutbox()) === 0, { timeoutMs: 30_000 })
      // From the publish on, nothing that the relay says reaches the database any more.
      const publishing = watchLine(queue, anyMessage, () => database.stall('up'))
      const user = await writer.insertOne(`published-${round}`)
      await publishing.seen()
      await waitForProjection(world, user)
      await auth.kill('SIGKILL')
      database.cut()
      database.pass()
      publishing.stop()
      leftBehind += (await readOutbox()) > 0 ? 1 : 0
      await auth.start()
    }
    note(`killed with the event published and still in the outbox ${leftBehind} of ${rounds} times`)
    expect(leftBehind === rounds, `the moment was only hit ${leftBehind} of ${rounds} times`)
  },
}
