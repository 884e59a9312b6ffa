import type { Queryable } from '@rollcall/service-kit/postgres'
import type { TopMiss } from './cache-stats.js'

/** Whom an organisation's reads missed most in the last hours, of all replicas. */
export async function readTopMisses(
  pool: Queryable,
  tenantId: string,
  { hours, limit }: { hours: number; limit: number },
): Promise<TopMiss[]> {
  const { rows } = await pool.query<Omit<TopMiss, 'lastAt'> & { lastAt: Date }>(
    `SELECT user_id AS "userId", sum(misses)::float8 AS misses, max(last_at) AS "lastAt",
            (array_agg(unknown ORDER BY hour DESC))[1] AS unknown
       FROM cache_miss WHERE tenant_id = $1 AND hour > now() - make_interval(hours => $2)
      GROUP BY user_id ORDER BY misses DESC, max(last_at) DESC, user_id LIMIT $3`,
    [tenantId, hours, limit],
  )
  return rows.map(({ lastAt, ...miss }) => ({ ...miss, lastAt: lastAt.toISOString() }))
}
