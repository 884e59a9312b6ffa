import { AppError } from '@rollcall/service-kit/errors'
import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import type { Person } from '@rollcall/service-kit/tokens'
import { type Doer, entryBy } from '../audit/entry-by.js'
import { recordAudit } from '../audit/record-audit.js'

export interface SessionView {
  id: string
  createdAt: string
  /** To a quarter of an hour. */
  lastSeenAt: string
  expiresAt: string
  ipAddress: string | null
  userAgent: string | null
  current: boolean
}

/** More can't be had by signing in; should there be, the newest are shown. */
const maxShown = 100

/** The open sessions of a person, newest first; the one that asks, where it is among them, before all others. */
export async function listSessions(
  pool: Pool,
  { userId, sessionId }: Pick<Person, 'userId' | 'sessionId'>,
): Promise<{ items: SessionView[] }> {
  const { rows } = await pool.query<
    Omit<SessionView, 'createdAt' | 'lastSeenAt' | 'expiresAt'> & { createdAt: Date; lastSeenAt: Date; expiresAt: Date }
  >(
    `SELECT id, created_at AS "createdAt", updated_at AS "lastSeenAt", expires_at AS "expiresAt",
       ip_address AS "ipAddress", user_agent AS "userAgent", id = $2 AS current
     FROM session WHERE user_id = $1 AND expires_at > now() ORDER BY id = $2 DESC, created_at DESC, id LIMIT $3`,
    [userId, sessionId, maxShown],
  )
  const items = rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }))
  return { items }
}

/** Ends one session of the person. @throws AppError NOT_FOUND, alike for somebody else's */
export function endSession(pool: Pool, doer: Doer, id: string): Promise<{ ended: number }> {
  return inTransaction(pool, async (client) => {
    const { userId } = doer.person
    const { rowCount } = await client.query('DELETE FROM session WHERE id = $1 AND user_id = $2', [id, userId])
    if (!rowCount) throw new AppError('NOT_FOUND', 'This session has ended already.')
    await recordAudit(client, entryBy(doer, { action: 'session.ended', target: { kind: 'session', id } }))
    return { ended: rowCount }
  })
}

/** Signs the person out everywhere, here too. Whoever holds a token of these sessions is out at the next request. */
export function endSessions(pool: Pool, doer: Doer): Promise<{ ended: number }> {
  return inTransaction(pool, async (client) => {
    const id = doer.person.userId
    const { rowCount } = await client.query('DELETE FROM session WHERE user_id = $1', [id])
    const details = { sessions: rowCount ?? 0 }
    await recordAudit(client, entryBy(doer, { action: 'session.ended', target: { kind: 'user', id }, details }))
    return { ended: rowCount ?? 0 }
  })
}
