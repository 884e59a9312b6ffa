import { setTimeout as sleep } from 'node:timers/promises'
import { waitForCache } from '../arrival.js'
import { readEvents } from '../bus.js'
import { fieldOf, listOf, textOf } from '../load/console-client.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'
import { waitFor } from '../wait-for.js'

export const replayToEmptyCache: Scenario = {
  name: 'replay-to-empty-cache',
  fault: 'an old event is replayed to a cache that has been emptied',
  run: async ({ world, oracle, healed }) => {
    const writer = createSqlWriter(world, oracle)
    const user = await writer.insertOne('Old news')
    const renamed = await writer.rename(user.id, 'News')
    await waitForCache(world, renamed)
    await world.cache.flushall()
    const [first] = await readEvents(world, user.id)
    const scope = { kind: 'event', eventId: textOf(first, 'eventId') }
    const id = textOf(
      await world.console.call('auth', 'sync.replay', { subscriber: 'chat', scope, reason: 'the fault suite' }),
      'id',
    )
    await waitFor('the replay has ended', async () => {
      const runs = listOf(await world.console.call('auth', 'sync.replays', {}), 'items')
      return runs.some((run) => fieldOf(run, 'id') === id && fieldOf(run, 'state') === 'done')
    })
    // Sent is not yet delivered.
    await sleep(1_000)
    healed()
  },
}
