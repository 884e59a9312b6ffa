import type { Redis } from 'ioredis'

export interface CacheMemory {
  memoryBytes: number
  /** null: no limit is set. */
  maxMemoryBytes: number | null
  /** Keys that Redis dropped for want of memory since it started. */
  evictions: number
}

export async function readMemory(redis: Redis): Promise<CacheMemory> {
  const [memory, stats] = await Promise.all([redis.info('memory'), redis.info('stats')])
  return {
    memoryBytes: readNumber(memory, 'used_memory') ?? 0,
    maxMemoryBytes: readNumber(memory, 'maxmemory') || null,
    evictions: readNumber(stats, 'evicted_keys') ?? 0,
  }
}

function readNumber(info: string, name: string): number | null {
  const value = new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1]
  return value === undefined ? null : Number(value)
}
