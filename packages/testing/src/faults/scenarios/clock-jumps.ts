import { waitForCache, waitForProjection } from '../arrival.js'
import { publishOneByOne, readEvents } from '../bus.js'
import { createSqlWriter, type WrittenUser } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'
import { tenantId } from '../world/world.js'

/** The version is the only clock: what the wall clock says of an event must not matter. */
export const clockJumps: Scenario = {
  name: 'clock-jumps',
  fault: 'users written a year ahead and a year ago; events whose times contradict their versions',
  run: async ({ world, oracle }) => {
    const writer = createSqlWriter(world, oracle)
    for (const when of ["now() + interval '1 year'", "now() - interval '1 year'"]) {
      const [user] = await writer.transaction(async (client) => {
        const { rows } = await client.query<WrittenUser>(
          `INSERT INTO "user" (tenant_id, email, first_name, last_name, role, created_at)
           VALUES ($1, 'clock-' || gen_random_uuid() || '@rollcall.test', 'Clock', 'v1', 'doctor', ${when})
           RETURNING id, version`,
          [tenantId],
        )
        return rows
      })
      if (!user) throw new Error('one user was to be written')
      const newest = await writer.rename(user.id, 'v2')
      await Promise.all([waitForProjection(world, newest), waitForCache(world, newest)])
      // Version 1 again, as if it had been said a day from now.
      const [first] = await readEvents(world, user.id)
      const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
      await publishOneByOne(world, [{ ...first, timestamp: tomorrow }])
    }
  },
}
