import { Counter, Gauge, type Metrics } from '@rollcall/service-kit/metrics'
import { readCounterNames } from '@rollcall/user-cache/read-counters'
import type { UserReader } from '@rollcall/user-cache/user-reader'

const breakerStates = ['closed', 'halfOpen', 'open'] as const

/** What Prometheus sees of this replica's reads; rates and the hit rate are for it to compute. */
export function createCacheMetrics({ registry }: Metrics, reader: UserReader): void {
  new Counter({
    name: 'rollcall_user_cache_reads_total',
    help: 'Reads of profiles by what they came to, and failed calls to Redis or the directory (errors)',
    labelNames: ['outcome'] as const,
    registers: [registry],
    collect() {
      const counts = reader.counts()
      this.reset()
      for (const outcome of readCounterNames) this.inc({ outcome }, counts[outcome])
    },
  })
  new Gauge({
    name: 'rollcall_user_cache_breaker',
    help: 'State of the breaker towards the directory: 0 closed, 1 half open, 2 open',
    registers: [registry],
    collect() {
      this.set(breakerStates.indexOf(reader.breakerState()))
    },
  })
}
