import type { Queryable } from '@rollcall/service-kit/postgres'
import { latencyBuckets, latencyTiers, percentilesOf } from '@rollcall/user-cache/latency'
import { hitRateOf, noReads, type ReadCounts, readCounterNames } from '@rollcall/user-cache/read-counters'
import { z } from 'zod'
import type { CacheStats, ReadRate, TierLatency } from './cache-stats.js'
import { latencyWidth } from './read-sample.js'
import { addCounts, createSettledTotals, sumsOf } from './read-totals.js'
import { columnOf } from './write-samples.js'

export interface SampleFigures extends Pick<CacheStats, 'rates' | 'latency' | 'replicas'> {
  /** Over all replicas and the 30 days that are kept. */
  counts: ReadCounts
  /** Reads of known users in the last 15 minutes: what their hit rate is worth. */
  recentReads: number
}

/** Seconds. */
const windows = { minute: 60, quarter: 900, day: 86_400 } as const
const slidingWindows = ['minute', 'quarter'] as const
type Sliding = (typeof slidingWindows)[number]
const counted = ['nearHits', 'redisHits', 'misses', 'negatives'] as const
type Counted = Pick<ReadCounts, (typeof counted)[number]>

/** How much of a row's minute lies in a window that ends now: windows slide, rows don't. */
const shareOf = (window: Sliding) =>
  `greatest(0, least(1, extract(epoch FROM minute + interval '${windows[window] + 60} seconds' - now())::float8 / 60))`
const rateSums = slidingWindows.flatMap((window) =>
  counted.map((name) => `coalesce(sum(${columnOf(name)} * in_${window}), 0)::float8 AS "${window}.${name}"`),
)

// Materialized, or each sum would work out its shares again.
const query = `
  WITH recent AS MATERIALIZED (
    SELECT *, ${slidingWindows.map((window) => `${shareOf(window)} AS in_${window}`).join(', ')}
      FROM cache_sample WHERE minute >= $1
  ), slots AS (
    SELECT place, sum(reads)::float8 AS reads FROM recent, unnest(latency) WITH ORDINALITY AS bucket (reads, place)
     WHERE in_quarter > 0 AND cardinality(latency) = ${latencyWidth} AND reads > 0 GROUP BY place
  )
  SELECT ${sumsOf(readCounterNames)}, ${rateSums.join(', ')},
    (count(DISTINCT replica) FILTER (WHERE minute > now() - interval '2 minutes' AND replica <> $2))::int AS others,
    (SELECT coalesce(json_object_agg(place, reads), '{}') FROM slots) AS slots
  FROM recent`

const slotsSchema = z.object({ slots: z.record(z.string(), z.number()) })
const sumsSchema = z.record(z.string(), z.unknown()).transform((row) => (name: string) => Number(row[name] ?? 0))

/** Sums, rates and latency over all replicas; of the one that asks it is known that it is there. */
export function createSampleReader(deps: { pool: Queryable; replica: string; clock?: () => number }) {
  const { pool, replica, clock } = deps
  const readSettled = createSettledTotals(pool, clock)
  return async (): Promise<SampleFigures> => {
    const settled = await readSettled()
    const { rows } = await pool.query(query, [settled.before, replica])
    const sumOf = sumsSchema.parse(rows[0])
    const recent = noReads()
    for (const name of readCounterNames) recent[name] = sumOf(name)
    const inWindow = (window: Sliding): Counted => {
      const [nearHits = 0, redisHits = 0, misses = 0, negatives = 0] = counted.map((name) => sumOf(`${window}.${name}`))
      return { nearHits, redisHits, misses, negatives }
    }
    const quarter = inWindow('quarter')
    return {
      counts: addCounts(settled.counts, recent),
      rates: {
        minute: toRate(windows.minute, inWindow('minute')),
        quarter: toRate(windows.quarter, quarter),
        day: toRate(windows.day, addCounts(settled.day, recent)),
      },
      recentReads: Math.round(quarter.nearHits + quarter.redisHits + quarter.misses),
      latency: toLatency(slotsSchema.parse(rows[0]).slots),
      replicas: 1 + sumOf('others'),
    }
  }
}

function toRate(seconds: number, { nearHits, redisHits, misses, negatives }: Counted): ReadRate {
  const known = nearHits + redisHits + misses
  const reads = known + negatives
  return {
    reads: Math.round(reads),
    perSecond: Math.round((reads / seconds) * 1000) / 1000,
    hitRate: hitRateOf({ nearHits, redisHits, misses }),
    nearRate: known > 0 ? nearHits / known : null,
  }
}

/** From reads by place (from 1) in `cache_sample.latency`. */
function toLatency(slots: Record<string, number>): TierLatency[] {
  return latencyTiers.map((tier, index) =>
    summarize(
      tier,
      Array.from({ length: latencyBuckets }, (_, bucket) => slots[index * latencyBuckets + bucket + 1] ?? 0),
    ),
  )
}

/** Reads of one tier by bucket as people read them. */
export function summarize(tier: TierLatency['tier'], buckets: number[]): TierLatency {
  return { tier, reads: buckets.reduce((sum, reads) => sum + reads, 0), ...percentilesOf(buckets) }
}
