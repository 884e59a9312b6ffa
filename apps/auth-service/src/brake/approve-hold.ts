import { AppError } from '@rollcall/service-kit/errors'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import type { Author } from '../users/write-user.js'
import { decideHold, type HoldDecision, type HoldWish, holdWishInput } from './decide-hold.js'
import { isOtherAdmin, mayApprove } from './may-approve.js'

/** Lets held removals go on to the services, in the bulk lane. */
export const createApproveHold = (pool: Pool) =>
  personProcedure('sync.approve')
    .input(holdWishInput)
    .mutation(({ ctx, input }) => approveHold(pool, ctx, input))

/** @throws AppError CONFLICT when this person may not approve it (yet), and as `decideHold` does */
export function approveHold(pool: Pool, author: Author, wish: HoldWish): Promise<HoldDecision> {
  return decideHold(pool, author, { ...wish, to: 'approved' }, async (client, hold) => {
    const { rows } = await client.query<{ otherAdmins: number }>(
      `SELECT count(*)::int AS "otherAdmins" FROM "user" WHERE ${isOtherAdmin('$1', '$2::text[]')}`,
      [author.person.tenantId, hold.causedBy],
    )
    const { whyNot } = mayApprove(author.person, { ...hold, otherAdmins: rows[0]?.otherAdmins ?? 0 }, new Date())
    if (whyNot !== null) throw new AppError('CONFLICT', whyNot)
    // Who waits for the bus starts to wait now, not when the brake took hold.
    await client.query(
      `UPDATE outbox SET held = false, hold_id = NULL, lane = 'bulk', created_at = clock_timestamp() WHERE hold_id = $1`,
      [wish.id],
    )
    await client.query('DELETE FROM held_user WHERE hold_id = $1', [wish.id])
    await client.query(`SELECT pg_notify('rollcall_outbox', 'bulk')`)
  })
}
