import type { CachePoint } from './bucket-history'

/**
 * Powers of ten in microseconds from what holds the fastest figure to what holds the slowest, at least three: an axis
 * on which 5 µs and 50 ms can both be read.
 */
export function latencyDecades(points: readonly Pick<CachePoint, 'p50Us' | 'p95Us' | 'p99Us'>[]): number[] {
  const figures = points.flatMap(({ p50Us, p95Us, p99Us }) => [p50Us, p95Us, p99Us]).filter((us) => us !== null)
  const known = figures.length > 0 ? figures.map((us) => Math.max(1, us)) : [1]
  const first = Math.floor(Math.log10(Math.min(...known)))
  const last = Math.max(first + 2, Math.ceil(Math.log10(Math.max(...known))))
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index))
}
