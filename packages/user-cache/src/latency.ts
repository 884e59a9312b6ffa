/** Who answered a read. */
export const latencyTiers = ['near', 'redis', 'directory'] as const
export type LatencyTier = (typeof latencyTiers)[number]

/** Upper bounds of the buckets in microseconds; one more bucket holds what is slower. */
export const latencyBoundsUs = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000],
  ...[200_000, 500_000, 1_000_000, 2_000_000, 5_000_000],
] as const
export const latencyBuckets = latencyBoundsUs.length + 1

/** Reads by tier and bucket. Sums of such counts, over minutes or replicas, are such counts again. */
export type LatencyCounts = Record<LatencyTier, number[]>

export interface LatencyCounter {
  /** Counts `reads` (1 unless given) that took so long. */
  record: (tier: LatencyTier, milliseconds: number, reads?: number) => void
  /** Totals since the start. */
  counts: () => LatencyCounts
}

export function createLatencyCounter(): LatencyCounter {
  const empty = () => new Array<number>(latencyBuckets).fill(0)
  const kept: LatencyCounts = { near: empty(), redis: empty(), directory: empty() }
  return {
    record: (tier, milliseconds, reads = 1) => {
      const us = milliseconds * 1000
      let bucket = 0
      while (bucket < latencyBoundsUs.length && us > (latencyBoundsUs[bucket] ?? 0)) bucket += 1
      const counts = kept[tier]
      counts[bucket] = (counts[bucket] ?? 0) + reads
    },
    counts: () => ({ near: [...kept.near], redis: [...kept.redis], directory: [...kept.directory] }),
  }
}

/**
 * A percentile (0..1) of bucket counts in microseconds, between the bucket's bounds by proportion; null without reads.
 * Of what is slower than the last bound it says the last bound.
 */
export function percentileUs(counts: readonly number[], share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  const rank = share * total
  let below = 0
  for (const [bucket, count] of counts.entries()) {
    if (count > 0 && below + count >= rank) {
      const upper = latencyBoundsUs[bucket] ?? latencyBoundsUs.at(-1) ?? 0
      const lower = bucket === 0 ? 0 : (latencyBoundsUs[bucket - 1] ?? upper)
      return lower + (upper - lower) * ((rank - below) / count)
    }
    below += count
  }
  return latencyBoundsUs.at(-1) ?? 0
}

/** The usual percentiles of bucket counts in microseconds; null without reads. */
export const percentilesOf = (counts: readonly number[]) => ({
  p50Us: percentileUs(counts, 0.5),
  p95Us: percentileUs(counts, 0.95),
  p99Us: percentileUs(counts, 0.99),
})
