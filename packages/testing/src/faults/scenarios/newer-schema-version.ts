import { randomUUID } from 'node:crypto'
import { publishOneByOne, readEvents } from '../bus.js'
import { createSqlWriter } from '../load/sql-writer.js'
import { readRoad } from '../oracle/read-stores.js'
import type { Scenario } from '../scenario.js'
import { waitFor } from '../wait-for.js'
import type { World } from '../world/world.js'

/** How many rows of both subscribers' tables name this event, and are neither settled nor gone. */
async function countParked({ pools }: World, eventId: string): Promise<number> {
  const counts = await Promise.all(
    [pools.user, pools.chat].map(async (pool) => {
      const { rowCount } = await pool.query(
        `SELECT 1 FROM parked_event WHERE event_id = $1 AND state = 'parked' AND error LIKE '%9.0%'`,
        [eventId],
      )
      return rowCount ?? 0
    }),
  )
  return counts.reduce((total, count) => total + count, 0)
}

export const newerSchemaVersion: Scenario = {
  name: 'newer-schema-version',
  fault: 'an event of a newer schema version, then a restart',
  short: true,
  run: async ({ world, oracle, short, expect }) => {
    const writer = createSqlWriter(world, oracle)
    const before = await readRoad(world)
    const user = await writer.insertOne('Newer schema')
    const [event] = await readEvents(world, user.id)
    const eventId = randomUUID()
    // Of a user version that isn't there yet: one that had moved on might be settled as superseded instead.
    const newer = { ...event, eventId, version: '9.0', userVersion: user.version + 1_000 }
    await publishOneByOne(world, [newer])
    await waitFor('both subscribers park it', async () => (await countParked(world, eventId)) === 2)
    await writer.rename(user.id, 'Goes on')
    if (!short) {
      await Promise.all([world.services.clinical.kill('SIGTERM'), world.services.chat.kill('SIGTERM')])
      await Promise.all([world.services.clinical.start(), world.services.chat.start()])
    }
    expect((await countParked(world, eventId)) === 2, 'the parked event is gone')
    const { parked } = await readRoad(world)
    expect(parked === before.parked + 2, `${parked - before.parked} events are parked instead of 2`)
    await Promise.all(
      [world.pools.user, world.pools.chat].map((pool) =>
        pool.query('DELETE FROM parked_event WHERE event_id = $1', [eventId]),
      ),
    )
  },
}
