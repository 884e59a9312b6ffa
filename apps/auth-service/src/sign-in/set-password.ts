import type { PoolClient } from '@rollcall/service-kit/postgres'

/**
 * Stores a user's password hash where better-auth looks for it. Call it with the user's row locked (written before in
 * the same transaction): two credentials of one user would leave it to chance which one counts.
 */
export async function setPassword(client: PoolClient, userId: string, passwordHash: string): Promise<void> {
  const { rowCount } = await client.query(
    `UPDATE account SET password = $2, updated_at = now() WHERE user_id = $1 AND provider_id = 'credential'`,
    [userId, passwordHash],
  )
  if (rowCount) return
  await client.query(
    `INSERT INTO account (id, account_id, provider_id, user_id, password, updated_at)
     VALUES (uuid_v7(), $1::text, 'credential', $1::uuid, $2, now())`,
    [userId, passwordHash],
  )
}
