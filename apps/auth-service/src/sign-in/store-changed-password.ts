import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { setAuthor } from '../users/write-user.js'
import { auditOwnDeed, type Origin } from './audit-sign-in.js'
import { setPassword } from './set-password.js'

/** The new password, and the end of the duty to choose one, in one transaction and one event. */
export function storeChangedPassword(
  pool: Pool,
  change: { userId: string; passwordHash: string; origin: Origin },
): Promise<void> {
  const { userId, passwordHash, origin } = change
  return inTransaction(pool, async (client) => {
    await setAuthor(client, `user:${userId}`, origin.requestId, null)
    // Also locks the row; a user who had no such duty keeps the version, and no event is written.
    await client.query('UPDATE "user" SET must_change_password = false WHERE id = $1', [userId])
    await setPassword(client, userId, passwordHash)
    await auditOwnDeed(client, 'password.changed', { userId, origin })
  })
}
