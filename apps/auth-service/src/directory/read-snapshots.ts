import type { DirectoryUser } from '@rollcall/events/user-event'
import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { serviceProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import { toUser, type UserRow, userColumns } from '../users/user.js'

/** Whole users as they now are, of any organisation; deleted ones included, as their tombstones are news too. */
export const createReadSnapshots = (pool: Pool) =>
  serviceProcedure.input(strictInput({ ids: z.array(userIdSchema).min(1).max(500) })).query(async ({ input }) => {
    const { rows } = await pool.query<UserRow & { tenantId: string }>(
      `SELECT u.tenant_id AS "tenantId", ${userColumns} FROM "user" AS u WHERE u.id = ANY($1::uuid[])`,
      [input.ids],
    )
    const found = new Set(rows.map(({ id }) => id))
    return { items: rows.map(toDirectoryUser), missing: [...new Set(input.ids)].filter((id) => !found.has(id)) }
  })

function toDirectoryUser(row: UserRow & { tenantId: string }): DirectoryUser {
  const { id: userId, version: userVersion, ...fields } = toUser(row)
  return { tenantId: row.tenantId, userId, userVersion, eventAt: fields.updatedAt, payload: { userId, ...fields } }
}
