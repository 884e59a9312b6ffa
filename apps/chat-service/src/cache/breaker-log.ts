import { maskErrorText } from '@rollcall/service-kit/mask-contact'
import type { Queryable } from '@rollcall/service-kit/postgres'
import type { BreakerChange } from '@rollcall/user-cache/directory-breaker'
import type { LoggedBreakerChange } from './cache-stats.js'
import { oneAtATime } from './one-at-a-time.js'

export interface BreakerLog {
  record: (change: BreakerChange) => void
  /** Rejects while Postgres is away, and keeps what it has. */
  write: () => Promise<void>
  /** Of all replicas, newest first. */
  read: (limit: number) => Promise<LoggedBreakerChange[]>
}

const maxWaiting = 200
const maxReason = 200

/** When a breaker opened and closed. Repeating a write whose answer was lost leaves no change twice. */
export function createBreakerLog(options: { pool: Queryable; replica: string; clock?: () => number }): BreakerLog {
  const { pool, replica, clock = Date.now } = options
  const waiting = new Set<LoggedBreakerChange>()

  const write = async () => {
    const changes = [...waiting]
    if (changes.length === 0) return
    await pool.query(
      `INSERT INTO breaker_change (at, replica, breaker, state, reason)
       SELECT * FROM json_to_recordset($1) AS given (at timestamptz(3), replica text, breaker text, state text, reason text)
        WHERE NOT EXISTS (SELECT FROM breaker_change AS kept WHERE kept.at = given.at AND kept.replica = given.replica
                AND kept.breaker = given.breaker AND kept.state = given.state)
        ORDER BY at`,
      [JSON.stringify(changes)],
    )
    for (const change of changes) waiting.delete(change)
  }

  return {
    record: ({ breaker, state, reason }) => {
      waiting.add({ at: new Date(clock()).toISOString(), replica, breaker, state, reason: toReason(reason) })
      // What a breaker did last says more than how it began.
      const [oldest] = waiting
      if (oldest && waiting.size > maxWaiting) waiting.delete(oldest)
    },
    write: oneAtATime(write),
    read: async (limit) => {
      const { rows } = await pool.query<Omit<LoggedBreakerChange, 'at'> & { at: Date }>(
        'SELECT at, replica, breaker, state, reason FROM breaker_change ORDER BY at DESC, id DESC LIMIT $1',
        [limit],
      )
      return rows.map(({ at, ...change }) => ({ ...change, at: at.toISOString() }))
    },
  }
}

/** One short line, without anybody's address or number, or what a URL signs in with. */
function toReason(reason: string | null): string | null {
  if (reason === null) return null
  const line = reason.replace(/[\s\p{Cc}]+/gu, ' ').replace(/\/\/[^\s/@]*@/g, '//')
  return maskErrorText(line).trim().slice(0, maxReason) || null
}
