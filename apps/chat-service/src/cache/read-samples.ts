import type { Queryable } from '@rollcall/service-kit/postgres'
import { hitRateOf, type ReadCounts } from '@rollcall/user-cache/read-counters'
import { z } from 'zod'

const rateWindowMinutes = 15

// Sums come as float8: exact up to 2^53, and numbers rather than text.
const totalsSchema = z.object({
  hits: z.number(),
  misses: z.number(),
  fallbacks: z.number(),
  negatives: z.number(),
  errors: z.number(),
  recentHits: z.number(),
  recentMisses: z.number(),
})

/** Sums over all replicas and all minutes that are kept, and the hit rate of the last 15 minutes. */
export async function readTotals(pool: Queryable): Promise<ReadCounts & { hitRate: number | null }> {
  const { rows } = await pool.query(
    `SELECT coalesce(sum(hits), 0)::float8 AS hits, coalesce(sum(misses), 0)::float8 AS misses,
            coalesce(sum(fallbacks), 0)::float8 AS fallbacks, coalesce(sum(negatives), 0)::float8 AS negatives,
            coalesce(sum(errors), 0)::float8 AS errors,
            coalesce(sum(hits) FILTER (WHERE recent), 0)::float8 AS "recentHits",
            coalesce(sum(misses) FILTER (WHERE recent), 0)::float8 AS "recentMisses"
       FROM (SELECT *, minute > now() - make_interval(mins => $1) AS recent FROM cache_sample) AS sample`,
    [rateWindowMinutes],
  )
  const { recentHits, recentMisses, ...counts } = totalsSchema.parse(rows[0])
  return { ...counts, hitRate: hitRateOf({ hits: recentHits, misses: recentMisses }) }
}

const minuteSchema = z.object({ minute: z.date(), hits: z.number(), misses: z.number(), fallbacks: z.number() })

export interface CacheMinute {
  /** ISO 8601, the minute's start. */
  minute: string
  hits: number
  misses: number
  fallbacks: number
  /** null where nothing was read: a gap, not a zero. */
  hitRate: number | null
}

/** One row for each of the last `minutes` minutes, the running one included, oldest first. */
export async function readHistory(pool: Queryable, minutes: number): Promise<CacheMinute[]> {
  const { rows } = await pool.query(
    `SELECT minute, coalesce(sum(hits), 0)::float8 AS hits, coalesce(sum(misses), 0)::float8 AS misses,
            coalesce(sum(fallbacks), 0)::float8 AS fallbacks
       FROM generate_series(date_trunc('minute', now()) - make_interval(mins => $1 - 1), date_trunc('minute', now()),
                            interval '1 minute') AS minute
       LEFT JOIN cache_sample USING (minute) GROUP BY minute ORDER BY minute`,
    [minutes],
  )
  return z
    .array(minuteSchema)
    .parse(rows)
    .map((row) => ({ ...row, minute: row.minute.toISOString(), hitRate: hitRateOf(row) }))
}
