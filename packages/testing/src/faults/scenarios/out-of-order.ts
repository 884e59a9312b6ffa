import { setTimeout as sleep } from 'node:timers/promises'
import { waitForCache, waitForProjection } from '../arrival.js'
import { publishOneByOne, readEvents } from '../bus.js'
import { createSqlWriter, type WrittenUser } from '../load/sql-writer.js'
import type { Scenario, Stage } from '../scenario.js'
import { tenantId } from '../world/world.js'

/** Writes several versions of one user in one transaction and keeps their events from the relay. */
async function writeUnpublished({ world, oracle }: Stage, changes: string[]): Promise<WrittenUser> {
  const versions = await createSqlWriter(world, oracle).transaction(async (client) => {
    const inserted = await client.query<WrittenUser>(
      `INSERT INTO "user" (tenant_id, email, first_name, last_name, role)
       VALUES ($1, 'order-' || gen_random_uuid() || '@rollcall.test', 'Out of', 'Order v1', 'doctor')
       RETURNING id, version`,
      [tenantId],
    )
    const written = [...inserted.rows]
    for (const change of changes) {
      const { rows } = await client.query<WrittenUser>(
        `UPDATE "user" SET ${change} WHERE id = $1 RETURNING id, version`,
        [written[0]?.id],
      )
      written.push(...rows)
    }
    await client.query('DELETE FROM outbox o USING user_event e WHERE o.position = e.position AND e.user_id = $1', [
      written[0]?.id,
    ])
    return written
  })
  const last = versions.at(-1)
  if (!last) throw new Error('nothing was written')
  return last
}

export const outOfOrder: Scenario = {
  name: 'out-of-order',
  fault: 'events delivered as v3, v1, v2, v3; a delete followed by a late update',
  short: true,
  run: async (stage) => {
    const { world } = stage
    const renamed = await writeUnpublished(stage, ["last_name = 'Order v2'", "last_name = 'Order v3'"])
    const deleted = await writeUnpublished(stage, ["last_name = 'Late update'", 'deleted_at = now()'])
    const [first, second, third] = await readEvents(world, renamed.id)
    const [created, updated, removed] = await readEvents(world, deleted.id)
    await publishOneByOne(world, [third, first, second, third, created, removed, updated])
    await Promise.all([renamed, deleted].flatMap((user) => [waitForProjection(world, user), waitForCache(world, user)]))
    // The late ones have to have had their chance.
    await sleep(300)
  },
}
