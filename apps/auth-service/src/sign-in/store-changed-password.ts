import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { setAuthor } from '../users/write-user.js'
import { setPassword } from './set-password.js'

/** The new password, and the end of the duty to choose one, in one transaction and one event. */
export function storeChangedPassword(
  pool: Pool,
  change: { userId: string; passwordHash: string; requestId: string },
): Promise<void> {
  return inTransaction(pool, async (client) => {
    await setAuthor(client, `user:${change.userId}`, change.requestId, null)
    // Also locks the row; a user who had no such duty keeps the version, and no event is written.
    await client.query('UPDATE "user" SET must_change_password = false WHERE id = $1', [change.userId])
    await setPassword(client, change.userId, change.passwordHash)
  })
}
