import { waitForProjection } from '../arrival.js'
import { createSqlWriter, type WrittenUser } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'
import { tenantId } from '../world/world.js'

/** Positions are drawn at the write and seen at the commit: whoever reads "everything after the last" skips one. */
export const lateCommit: Scenario = {
  name: 'late-commit',
  fault: 'a low position commits after a higher one',
  short: true,
  run: async ({ world, oracle, expect }) => {
    const writer = createSqlWriter(world, oracle)
    let overtaker: WrittenUser | undefined
    const [late] = await writer.transaction(async (client) => {
      const { rows } = await client.query<WrittenUser>(
        `INSERT INTO "user" (tenant_id, email, first_name, last_name, role)
         VALUES ($1, 'late-' || gen_random_uuid() || '@rollcall.test', 'Late', 'Commit', 'doctor') RETURNING id, version`,
        [tenantId],
      )
      overtaker = await writer.insertOne('Overtaker')
      await waitForProjection(world, overtaker)
      return rows
    })
    if (!late || !overtaker) throw new Error('two users were to be written')
    const { rows } = await world.pools.auth.query<{ late: boolean }>(
      `SELECT (SELECT position FROM user_event WHERE user_id = $1) < (SELECT position FROM user_event WHERE user_id = $2)
         AS late`,
      [late.id, overtaker.id],
    )
    expect(rows[0]?.late === true, 'the late write did not have the lower position')
    await waitForProjection(world, late)
  },
}
