const throughputMs = 60_000
const arrivalsMs = 15 * 60_000
const maxArrivals = 1000

/** What has lately arrived, in memory: enough for "per minute" and percentiles, bounded whatever the load. */
export function createActivityWindow(now: () => number = Date.now) {
  const applied = new Map<number, number>()
  let arrivals: { at: number; ms: number }[] = []

  const forgetOld = () => {
    for (const second of applied.keys()) if (second * 1000 <= now() - throughputMs) applied.delete(second)
    const oldest = now() - arrivalsMs
    if (arrivals[0] && (arrivals[0].at < oldest || arrivals.length > maxArrivals)) {
      arrivals = arrivals.slice(-maxArrivals).filter(({ at }) => at >= oldest)
    }
  }

  return {
    add: (count: number, arrivalMs: number[]) => {
      const second = Math.floor(now() / 1000)
      applied.set(second, (applied.get(second) ?? 0) + count)
      for (const ms of arrivalMs) arrivals.push({ at: now(), ms })
      forgetOld()
    },
    read: () => {
      forgetOld()
      const sorted = arrivals.map(({ ms }) => ms).sort((a, b) => a - b)
      return {
        throughputPerMinute: [...applied.values()].reduce((sum, count) => sum + count, 0),
        arrivalMs: { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95) },
      }
    },
  }
}

/** Nearest rank; null without samples. */
function percentile(sorted: number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
}
