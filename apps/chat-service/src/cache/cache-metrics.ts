import { Counter, Gauge, type Metrics } from '@rollcall/service-kit/metrics'
import { shareRecent } from '@rollcall/service-kit/share-recent'
import { within } from '@rollcall/service-kit/within'
import { readCounterNames } from '@rollcall/user-cache/read-counters'
import type { UserCache } from '@rollcall/user-cache/user-cache'
import type { UserReader } from '@rollcall/user-cache/user-reader'
import type { CacheStats } from './cache-stats.js'
import { registerLatencyHistogram } from './latency-histogram.js'
import { alertKinds } from './read-alerts.js'

const breakerStates = ['closed', 'halfOpen', 'open'] as const
const nearStates = ['off', 'live', 'cut'] as const

/** What Prometheus sees of this replica's reads; rates are for it to compute. Made when it asks, never at a read. */
export function createCacheMetrics(
  metrics: Metrics,
  sources: { reader: UserReader; cache: UserCache; stats: () => Promise<CacheStats>; clock?: () => number },
): void {
  const { reader, cache } = sources
  new Counter({
    name: 'rollcall_user_cache_reads_total',
    help: 'Reads of profiles by what they came to, and failed calls to Redis or the directory (errors)',
    labelNames: ['outcome'] as const,
    registers: [metrics.registry],
    collect() {
      const counts = reader.counts()
      this.reset()
      for (const outcome of readCounterNames) this.inc({ outcome }, counts[outcome])
    },
  })
  registerLatencyHistogram(metrics.registry, reader)
  const gauge = createGauges(metrics)
  gauge('breaker', 'State of the breaker towards the directory: 0 closed, 1 half open, 2 open', () =>
    breakerStates.indexOf(reader.breakerState()),
  )
  gauge('near_state', 'The near cache: 0 off, 1 live, 2 cut off from its invalidations', () =>
    nearStates.indexOf(cache.nearStats().state),
  )
  gauge('near_entries', 'Profiles in the near cache', () => cache.nearStats().entries)
  gauge('near_bytes', 'Estimated size of the near cache', () => cache.nearStats().bytes)
  createStatsGauges(metrics, sources)
}

/** What is known of Redis and of all replicas. While one of them is away its figures are left out, not frozen. */
function createStatsGauges(
  metrics: Metrics,
  { stats, clock }: { stats: () => Promise<CacheStats>; clock?: () => number },
): void {
  // All gauges of a scrape, and scrapes that follow each other at once, ask once. Null: no figures in time.
  const recent = shareRecent(() => within(4000, stats()).catch(() => null), 1000, clock)
  const gauge = createGauges(metrics)
  const of = (name: string, help: string, read: (figures: CacheStats) => number | null) =>
    gauge(name, help, async () => {
      const figures = await recent()
      return figures && read(figures)
    })
  of('up', 'Whether Redis answers', ({ redis }) => Number(redis === 'up'))
  of('profiles', 'Profiles cached in Redis', ({ totalCached, countedAt }) => (countedAt === null ? null : totalCached))
  of('memory_bytes', 'Memory that Redis uses', ({ memoryBytes }) => memoryBytes)
  of('max_memory_bytes', 'Memory that Redis may use', ({ maxMemoryBytes }) => maxMemoryBytes)
  of('evictions', 'Keys that Redis dropped for want of memory since it started', ({ evictions }) => evictions)
  of('hit_rate', 'Share of hits in the last 15 minutes, over all replicas', ({ hitRate }) => hitRate)
  of('pending', 'Messages that wait in the queue of the cache', ({ pending }) => pending)

  const byAlert = (name: string, help: string, read: (figures: CacheStats, alert: string) => number | null) =>
    new Gauge({
      name: `rollcall_user_cache_${name}`,
      help,
      labelNames: ['alert'] as const,
      registers: [metrics.registry],
      async collect() {
        const figures = await recent()
        this.reset()
        for (const alert of figures ? alertKinds : []) {
          const value = figures && read(figures, alert)
          if (value !== null) this.set({ alert }, value)
        }
      },
    })
  byAlert('alert', 'Whether something needs a person', ({ alerts }, alert) =>
    Number(alerts.some(({ kind }) => kind === alert)),
  )
  byAlert('alert_threshold', 'Where an alert begins', ({ thresholds }, alert) => {
    const { hitRate, memory, pending } = thresholds
    const limits: Record<string, number> = { 'low-hit-rate': hitRate, memory, pending }
    return limits[alert] ?? null
  })
}

/** A gauge without labels; null leaves it out. */
function createGauges({ registry }: Metrics) {
  return (name: string, help: string, read: () => number | null | Promise<number | null>) =>
    new Gauge({
      name: `rollcall_user_cache_${name}`,
      help,
      registers: [registry],
      async collect() {
        const value = await read()
        if (value === null) this.remove()
        else this.set(value)
      },
    })
}
