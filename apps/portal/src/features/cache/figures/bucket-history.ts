import type { ChatOut } from '@/trpc/routers'

export type CacheMinute = ChatOut['cache']['history']['items'][number]

/** What a few minutes' reads came to. Null where nothing was read: a gap, not a zero. */
export interface CachePoint {
  /** ISO 8601, where the point's minutes start. */
  at: string
  nearHits: number
  redisHits: number
  misses: number
  /** 0..1, of both tiers together and of each. */
  hitRate: number | null
  nearRate: number | null
  redisRate: number | null
  /** Microseconds; of several minutes the slowest: averaged away, the one bad minute would not be seen. */
  p50Us: number | null
  p95Us: number | null
  p99Us: number | null
}

/** Sums `size` minutes to a point, so that a day fits a screen. The last point may hold fewer. */
export function bucketHistory(minutes: readonly CacheMinute[], size: number): CachePoint[] {
  const points: CachePoint[] = []
  for (let start = 0; start < minutes.length; start += size) points.push(pointOf(minutes.slice(start, start + size)))
  return points
}

function pointOf(slice: CacheMinute[]): CachePoint {
  const sum = (name: 'nearHits' | 'redisHits' | 'misses') => slice.reduce((total, minute) => total + minute[name], 0)
  const [nearHits, redisHits, misses] = [sum('nearHits'), sum('redisHits'), sum('misses')]
  const reads = nearHits + redisHits + misses
  const shareOf = (count: number) => (reads > 0 ? count / reads : null)
  const slowest = (name: 'p50Us' | 'p95Us' | 'p99Us') => {
    const known = slice.flatMap((minute) => minute[name] ?? [])
    return known.length > 0 ? Math.max(...known) : null
  }
  return {
    at: slice[0]?.minute ?? '',
    ...{ nearHits, redisHits, misses },
    ...{ hitRate: shareOf(nearHits + redisHits), nearRate: shareOf(nearHits), redisRate: shareOf(redisHits) },
    ...{ p50Us: slowest('p50Us'), p95Us: slowest('p95Us'), p99Us: slowest('p99Us') },
  }
}
