import type { ChatOut } from '@/trpc/routers'

export type CacheMinute = ChatOut['cache']['history']['items'][number]

export interface HitRatePoint {
  /** ISO 8601, where the point's minutes start. */
  at: string
  hits: number
  misses: number
  /** 0..1; null where nothing was read: a gap, not a zero. */
  hitRate: number | null
}

/** Sums `size` minutes to a point, so that a day fits a screen. The last point may hold fewer. */
export function bucketHistory(minutes: readonly CacheMinute[], size: number): HitRatePoint[] {
  const points: HitRatePoint[] = []
  for (let start = 0; start < minutes.length; start += size) {
    const slice = minutes.slice(start, start + size)
    const hits = slice.reduce((sum, minute) => sum + minute.hits, 0)
    const misses = slice.reduce((sum, minute) => sum + minute.misses, 0)
    const reads = hits + misses
    points.push({ at: slice[0]?.minute ?? '', hits, misses, hitRate: reads > 0 ? hits / reads : null })
  }
  return points
}
