import { AppError, userNotFound } from '@rollcall/service-kit/errors'
import { reasonSchema, strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool, PoolClient } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { entryBy, recordingRefusal } from '../audit/entry-by.js'
import { recordAudit } from '../audit/record-audit.js'
import type { User } from '../users/user.js'
import { findUser, inAuthoredTransaction } from '../users/write-user.js'

/**
 * Blanks a deleted user everywhere, for good: at once in the directory and both logs, at the services as soon as they
 * hear of it. The trail keeps that it happened. Doing it twice changes nothing.
 * @throws AppError NOT_FOUND, CONFLICT while the user is there or the deletion is held
 */
export const createEraseUser = (pool: Pool) =>
  personProcedure('users.erase')
    .input(strictInput({ id: userIdSchema, reason: reasonSchema }))
    .mutation(({ ctx, input: { id, reason } }): Promise<User> => {
      const { tenantId } = ctx.person
      const deed = { action: 'user.erased', target: { kind: 'user', id }, reason } as const
      const erase = async (client: PoolClient) => {
        await refuseUnlessDeleted(client, tenantId, id)
        const { rows } = await client.query<{ erased: boolean }>('SELECT erase_user($1, $2) AS erased', [id, tenantId])
        if (rows[0]?.erased) await recordAudit(client, entryBy(ctx, deed))
        const user = await findUser(client, tenantId, id)
        if (!user) throw userNotFound(id)
        return user
      }
      return recordingRefusal(pool, ctx, deed, () => inAuthoredTransaction(pool, ctx, erase))
    })

async function refuseUnlessDeleted(client: PoolClient, tenantId: string, id: string): Promise<void> {
  const { rows } = await client.query<{ deleted: boolean; held: boolean }>(
    `SELECT deleted_at IS NOT NULL AS deleted, EXISTS (SELECT FROM held_user AS h WHERE h.id = u.id) AS held
     FROM "user" AS u WHERE id = $1 AND tenant_id = $2 FOR UPDATE OF u`,
    [id, tenantId],
  )
  const [user] = rows
  if (!user) throw userNotFound(id)
  if (!user.deleted) throw new AppError('CONFLICT', 'Only a deleted user can be erased. Delete the user first.')
  if (user.held) throw new AppError('CONFLICT', 'The deletion of this user is held. Approve it first, then erase.')
}

/** @throws AppError CONFLICT for whoever was erased: nothing is left that could be restored */
export async function refuseErased(client: PoolClient, tenantId: string, id: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM erasure WHERE user_id = $1 AND tenant_id = $2', [id, tenantId])
  if (rowCount) throw new AppError('CONFLICT', 'This user was erased, and can not be restored. Create a new one.')
}
