import type { ChatOut } from '@/trpc/routers'

export type CacheStats = ChatOut['cache']['stats']
export type CacheAlert = CacheStats['alerts'][number]
export type LatencyTier = CacheStats['latency'][number]['tier']

/** Share of Redis' limit that is in use (0..1); null without a limit, or while Redis is away. */
export function memoryShare({
  memoryBytes,
  maxMemoryBytes,
}: Pick<CacheStats, 'memoryBytes' | 'maxMemoryBytes'>): number | null {
  return memoryBytes !== null && maxMemoryBytes ? memoryBytes / maxMemoryBytes : null
}
