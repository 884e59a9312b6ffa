import type { Queryable } from '@rollcall/service-kit/postgres'

export interface CountedMiss {
  tenantId: string
  userId: string
  misses: number
  unknown: boolean
  /** Milliseconds since 1970. */
  lastAt: number
}

/** Adds misses to their hours. In one order, so that two replicas never wait for each other in a ring. */
export async function writeMisses(pool: Queryable, misses: CountedMiss[]): Promise<void> {
  await pool.query(
    `INSERT INTO cache_miss (hour, tenant_id, user_id, misses, unknown, last_at)
     SELECT date_trunc('hour', last_at, 'UTC'), tenant_id, user_id, sum(misses), bool_or(unknown), max(last_at)
       FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::boolean[], $5::timestamptz[])
         AS given (tenant_id, user_id, misses, unknown, last_at)
      GROUP BY 1, 2, 3 ORDER BY 2, 1, 3
     ON CONFLICT (tenant_id, hour, user_id) DO UPDATE SET
       misses = cache_miss.misses + EXCLUDED.misses,
       unknown = CASE WHEN EXCLUDED.last_at >= cache_miss.last_at THEN EXCLUDED.unknown ELSE cache_miss.unknown END,
       last_at = greatest(cache_miss.last_at, EXCLUDED.last_at)`,
    [
      misses.map(({ tenantId }) => tenantId),
      misses.map(({ userId }) => userId),
      misses.map(({ misses: count }) => count),
      misses.map(({ unknown }) => unknown),
      misses.map(({ lastAt }) => new Date(lastAt)),
    ],
  )
}
