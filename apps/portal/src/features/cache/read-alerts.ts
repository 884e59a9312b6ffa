import type { ChatOut } from '@/trpc/routers'

export type CacheStats = ChatOut['cache']['stats']

export const lowestGoodHitRate = 0.7
export const highestGoodMemory = 0.8

export type CacheAlert =
  | { kind: 'redis-down' }
  | { kind: 'breaker-open' }
  | { kind: 'low-hit-rate'; rate: number }
  | { kind: 'memory'; share: number }

/** Share of Redis' limit that is in use (0..1); null without a limit, or while Redis is away. */
export function memoryShare({ memoryBytes, maxMemoryBytes }: CacheStats): number | null {
  return memoryBytes !== null && maxMemoryBytes ? memoryBytes / maxMemoryBytes : null
}

/** What needs a person, worst first. The limits are those of seed 001 ("Alertes à configurer"). */
export function readCacheAlerts(stats: CacheStats): CacheAlert[] {
  const alerts: CacheAlert[] = []
  if (stats.redis === 'down') alerts.push({ kind: 'redis-down' })
  if (stats.breaker === 'open') alerts.push({ kind: 'breaker-open' })
  if (stats.hitRate !== null && stats.hitRate < lowestGoodHitRate) {
    alerts.push({ kind: 'low-hit-rate', rate: stats.hitRate })
  }
  const share = memoryShare(stats)
  if (share !== null && share > highestGoodMemory) alerts.push({ kind: 'memory', share })
  return alerts
}
