import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import type { Author } from '../users/write-user.js'
import { decideHold, type HoldDecision, type HoldWish, holdWishInput } from './decide-hold.js'

/** Undoes held removals. Whoever caused them may do so too. */
export const createRejectHold = (pool: Pool) =>
  personProcedure('sync.approve')
    .input(holdWishInput)
    .mutation(({ ctx, input }) => rejectHold(pool, ctx, input))

/**
 * Everyone is as active as before, as a new version; other changes made meanwhile stay. The trigger sees them active
 * again, and drops what was held of them.
 */
export function rejectHold(pool: Pool, author: Author, wish: HoldWish): Promise<HoldDecision> {
  return decideHold(pool, author, { ...wish, to: 'rejected' }, async (client) => {
    await client.query(
      `UPDATE "user" AS u SET is_active = h.is_active, deleted_at = h.deleted_at
       FROM held_user AS h WHERE h.hold_id = $1 AND u.id = h.id`,
      [wish.id],
    )
  })
}
