import { waitForEmptyOutbox } from '../arrival.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'

export const flushallInBacklog: Scenario = {
  name: 'flushall-in-backlog',
  fault: 'FLUSHALL of queue and cache in the middle of a backlog',
  short: true,
  run: async ({ world, oracle, short, healed }) => {
    const writer = createSqlWriter(world, oracle)
    const { clinical, chat } = world.services
    clinical.freeze()
    chat.freeze()
    const users = await writer.insert(short ? 200 : 3000, 'Flushed')
    for (const { id } of users.slice(0, 20)) await writer.rename(id, 'Flushed twice')
    await waitForEmptyOutbox(world)
    await world.queue.flushall()
    await world.cache.flushall()
    clinical.thaw()
    chat.thaw()
    healed()
  },
}
