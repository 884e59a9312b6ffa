import { waitForCache, waitForProjection } from '../arrival.js'
import { createSqlWriter } from '../load/sql-writer.js'
import { readRoad } from '../oracle/read-stores.js'
import type { Scenario } from '../scenario.js'
import { waitFor } from '../wait-for.js'
import { watchLine } from '../watch-line.js'

/** Both subscribers at once: the effect is committed, the broker never hears of it and delivers again. */
export const consumerKilledBeforeAck: Scenario = {
  name: 'consumer-killed-before-ack',
  fault: 'SIGKILL both consumers between commit and acknowledge',
  short: true,
  run: async ({ world, oracle, note, expect, healed }) => {
    const writer = createSqlWriter(world, oracle)
    const { clinical, chat } = world.services
    const queues = [world.line('clinical.queue'), world.line('chat.queue')]
    const marker = `committed-${Date.now()}`
    // From its write on, nothing that a consumer says reaches the broker any more.
    const writing = [
      watchLine(world.line('clinical.postgres'), marker, () => world.line('clinical.queue').stall('up')),
      watchLine(world.line('chat.cache'), marker, () => world.line('chat.queue').stall('up')),
    ]
    const user = await writer.insertOne(marker)
    await Promise.all([waitForProjection(world, user), waitForCache(world, user)])
    for (const watch of writing) watch.stop()
    await Promise.all([clinical.kill('SIGKILL'), chat.kill('SIGKILL')])
    for (const queue of queues) {
      queue.cut()
      queue.pass()
    }
    const rowBefore = await readRowVersion()
    const { superseded } = await readRoad(world)
    healed()
    const startedAt = Date.now()
    await Promise.all([clinical.start(), chat.start()])
    await waitFor('both brokers deliver again', async () => (await readRoad(world)).superseded >= superseded + 2, {
      timeoutMs: 45_000,
      intervalMs: 100,
    })
    note(`delivered again within ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
    expect((await readRowVersion()) === rowBefore, 'the second delivery wrote the row again')

    async function readRowVersion(): Promise<string | undefined> {
      const { rows } = await world.pools.user.query<{ xmin: string }>(
        'SELECT xmin::text FROM directory_user WHERE id = $1',
        [user.id],
      )
      return rows[0]?.xmin
    }
  },
}
