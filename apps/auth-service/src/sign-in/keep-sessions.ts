import type { Queryable } from '@rollcall/service-kit/postgres'

/** Of one user; whoever signs in once more loses the oldest. */
const maxSessions = 20

/** Ends the sessions of a user beyond the newest twenty. */
export async function endOldestSessions(db: Queryable, userId: string): Promise<void> {
  await db.query(
    `DELETE FROM session WHERE user_id = $1 AND id NOT IN (
       SELECT id FROM session WHERE user_id = $1 ORDER BY created_at DESC, id LIMIT $2)`,
    [userId, maxSessions],
  )
}

/** Removes what has ended by itself: sessions, links and codes, and keys whose last token is long over. */
export async function removeExpired(db: Queryable): Promise<Record<string, number>> {
  const sessions = await db.query('DELETE FROM session WHERE expires_at < now()')
  const links = await db.query('DELETE FROM verification WHERE expires_at < now()')
  const keys = await db.query(`DELETE FROM jwks WHERE expires_at < now() - interval '1 day'`)
  return { sessions: sessions.rowCount ?? 0, links: links.rowCount ?? 0, keys: keys.rowCount ?? 0 }
}
