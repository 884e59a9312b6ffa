import { Histogram, type Metrics } from '@rollcall/service-kit/metrics'
import { latencyBoundsUs, latencyTiers } from '@rollcall/user-cache/latency'
import type { UserReader } from '@rollcall/user-cache/user-reader'

const name = 'rollcall_user_cache_read_seconds'
const help = 'How long reads took, by the tier that answered; the sum is estimated from the buckets'
const bounds = latencyBoundsUs.map((us) => us / 1_000_000)

interface HistogramValue {
  metricName: string
  labels: { tier: string; le?: string | number }
  value: number
}

/** The reader's own buckets as Prometheus' cumulative ones: nothing is observed twice. */
export function registerLatencyHistogram(registry: Metrics['registry'], reader: Pick<UserReader, 'latency'>): void {
  const histogram = new Histogram<'tier' | 'le'>({ name, help, labelNames: ['tier'], buckets: bounds, registers: [] })
  // What the library makes both a scrape and its JSON from.
  const getForPromString = async () => {
    const counts = reader.latency()
    const values = latencyTiers.flatMap((tier) => toValues(tier, counts[tier]))
    return { name, help, type: 'histogram', aggregator: 'sum', values }
  }
  registry.registerMetric(Object.assign(histogram, { getForPromString }))
}

function toValues(tier: string, counts: number[]): HistogramValue[] {
  const values: HistogramValue[] = []
  let [count, sum] = [0, 0]
  for (const [bucket, reads] of counts.entries()) {
    const [lower, upper] = [bounds[bucket - 1] ?? 0, bounds[bucket]]
    count += reads
    sum += reads * ((lower + (upper ?? lower)) / 2)
    values.push({ metricName: `${name}_bucket`, labels: { tier, le: upper ?? '+Inf' }, value: count })
  }
  values.push({ metricName: `${name}_sum`, labels: { tier }, value: sum })
  values.push({ metricName: `${name}_count`, labels: { tier }, value: count })
  return values
}
