import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { setAuthor } from '../users/write-user.js'
import { auditOwnDeed } from './audit-sign-in.js'
import { readOrigin } from './origin.js'

/** After a password was chosen by a link: the duty to choose one ends, and every other link with it. */
export async function finishReset(pool: Pool, userId: string, request: Request | undefined): Promise<void> {
  const origin = readOrigin(request?.headers)
  await inTransaction(pool, async (client) => {
    await setAuthor(client, `user:${userId}`, origin.requestId, null)
    await client.query('UPDATE "user" SET must_change_password = false WHERE id = $1', [userId])
    await client.query('DELETE FROM verification WHERE value = $1', [userId])
    await auditOwnDeed(client, 'password.reset', { userId, origin })
  })
}
