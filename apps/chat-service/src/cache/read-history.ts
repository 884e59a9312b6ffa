import type { Queryable } from '@rollcall/service-kit/postgres'
import { latencyBuckets, percentilesOf } from '@rollcall/user-cache/latency'
import { hitRateOf } from '@rollcall/user-cache/read-counters'
import { z } from 'zod'
import type { CacheMinute } from './cache-stats.js'
import { latencyWidth } from './read-sample.js'
import { sumsOf } from './read-totals.js'

const names = ['nearHits', 'redisHits', 'misses', 'fallbacks', 'negatives', 'staleServes', 'errors'] as const

// Most buckets are empty: what is left is a handful of numbers a minute. Tiers are one after the other.
const query = `
  WITH recent AS MATERIALIZED (
    SELECT * FROM cache_sample WHERE minute >= date_trunc('minute', now()) - make_interval(mins => $1 - 1)
  ), sums AS (
    SELECT minute, ${sumsOf(names)} FROM recent GROUP BY minute
  ), slots AS (
    SELECT minute, json_object_agg(place, reads) AS slots FROM (
      SELECT minute, (place - 1) % ${latencyBuckets} AS place, sum(reads)::float8 AS reads
        FROM recent, unnest(latency) WITH ORDINALITY AS bucket (reads, place)
       WHERE reads > 0 AND cardinality(latency) = ${latencyWidth} GROUP BY 1, 2) AS filled
     GROUP BY minute
  )
  SELECT minute, ${names.map((name) => `coalesce("${name}", 0) AS "${name}"`).join(', ')}, coalesce(slots, '{}') AS slots
    FROM generate_series(date_trunc('minute', now()) - make_interval(mins => $1 - 1), date_trunc('minute', now()),
                         interval '1 minute') AS minute
    LEFT JOIN sums USING (minute) LEFT JOIN slots USING (minute) ORDER BY minute`

const rowSchema = z.object({
  minute: z.date(),
  ...{ nearHits: z.number(), redisHits: z.number(), misses: z.number(), fallbacks: z.number() },
  ...{ negatives: z.number(), staleServes: z.number(), errors: z.number() },
  slots: z.record(z.string(), z.number()),
})

/** One row for each of the last `minutes` minutes, the running one included, oldest first; sums over all replicas. */
export async function readHistory(pool: Queryable, minutes: number): Promise<CacheMinute[]> {
  const { rows } = await pool.query(query, [minutes])
  return rowSchema
    .array()
    .parse(rows)
    .map(({ minute, slots, ...counts }) => {
      const buckets = Array.from({ length: latencyBuckets }, (_, bucket) => slots[bucket] ?? 0)
      return {
        ...counts,
        minute: minute.toISOString(),
        hitRate: hitRateOf(counts),
        ...percentilesOf(buckets),
      }
    })
}
