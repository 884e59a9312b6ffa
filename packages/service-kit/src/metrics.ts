import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

// One copy of the library for all packages, so that every metric lands in the same registry.
export { Counter, Gauge, Histogram }

export interface Metrics {
  registry: Registry
  httpRequests: Histogram<'method' | 'status'>
}

/** One registry a process, with Node's own figures and the HTTP histogram (seconds). */
export function createMetrics(service: string): Metrics {
  const registry = new Registry()
  registry.setDefaultLabels({ service })
  // Every 10 ms, as the library has it, takes more of an idle process than all its work together.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 200 })
  const httpRequests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'HTTP requests by method and status',
    labelNames: ['method', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  })
  return { registry, httpRequests }
}
