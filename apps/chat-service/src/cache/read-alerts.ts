import type { AlertThresholds, CacheAlert, CacheAlertKind, CacheStats } from './cache-stats.js'

/** Seed 001's limits. */
export const defaultThresholds: AlertThresholds = { hitRate: 0.7, memory: 0.8, pending: 1000 }

/** Worst first. */
export const alertKinds = [
  'redis-down',
  'breaker-open',
  'near-cut',
  'low-hit-rate',
  'memory',
  'pending',
] as const satisfies readonly CacheAlertKind[]

/** Reads of known users in 15 minutes below which a hit rate says nothing: the first of every user is a miss. */
const minReads = 20

export type AlertFigures = Pick<CacheStats, 'redis' | 'breaker' | 'hitRate' | 'pending'> & {
  near: Pick<CacheStats['near'], 'state'>
  /** Reads of known users in the last 15 minutes. */
  recentReads: number
} & Pick<CacheStats, 'memoryBytes' | 'maxMemoryBytes'>

/** What needs a person, worst first. */
export function readAlerts(figures: AlertFigures, thresholds: AlertThresholds): CacheAlert[] {
  const { hitRate, pending, recentReads, redis, memoryBytes, maxMemoryBytes } = figures
  const memory = memoryBytes !== null && maxMemoryBytes ? memoryBytes / maxMemoryBytes : null
  const isDown = redis === 'down'
  const found: Record<CacheAlertKind, Omit<CacheAlert, 'kind'> | false> = {
    'redis-down': isDown && { value: null, threshold: null },
    // Half open is one call that is let through: not closed yet.
    'breaker-open': figures.breaker !== 'closed' && { value: null, threshold: null },
    // Without Redis there is nothing that could invalidate it, and one alert says so.
    'near-cut': figures.near.state === 'cut' && !isDown && { value: null, threshold: null },
    'low-hit-rate': hitRate !== null &&
      recentReads >= minReads &&
      hitRate < thresholds.hitRate && { value: hitRate, threshold: thresholds.hitRate },
    memory: memory !== null && memory > thresholds.memory && { value: memory, threshold: thresholds.memory },
    pending: pending !== null && pending > thresholds.pending && { value: pending, threshold: thresholds.pending },
  }
  return alertKinds.flatMap((kind) => {
    const alert = found[kind]
    return alert ? [{ kind, ...alert }] : []
  })
}
