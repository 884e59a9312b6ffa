import { Counter, Gauge, Histogram, type Metrics } from '@rollcall/service-kit/metrics'
import type { ParkedEvents } from './parked/parked-events.js'

/** What Prometheus sees of a subscriber. A scrape that can't reach the database leaves the gauge as it was. */
export function createSubscriberMetrics({ registry }: Metrics, parked: Pick<ParkedEvents, 'count'>) {
  const registers = [registry]
  const events = new Counter({
    name: 'rollcall_subscriber_events_total',
    help: 'User versions applied to the store, and those that were not newer',
    labelNames: ['outcome'] as const,
    registers,
  })
  const arrival = new Histogram({
    name: 'rollcall_subscriber_arrival_seconds',
    help: 'From the write in the directory to its arrival in the store',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  })
  new Gauge({
    name: 'rollcall_subscriber_parked_events',
    help: 'Events put aside: retrying alone, or parked for a person',
    labelNames: ['state'] as const,
    registers,
    async collect() {
      const counts = await parked.count().catch(() => undefined)
      if (!counts) return
      this.set({ state: 'parked' }, counts.parked)
      this.set({ state: 'retrying' }, counts.retrying)
    },
  })
  return { events, arrival }
}
export type SubscriberMetrics = ReturnType<typeof createSubscriberMetrics>
