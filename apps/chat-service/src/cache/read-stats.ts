import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Queryable } from '@rollcall/service-kit/postgres'
import type { BreakerState } from '@rollcall/user-cache/directory-breaker'
import { hitRateOf, type ReadCounts } from '@rollcall/user-cache/read-counters'
import type { UserCache, UserCacheStats } from '@rollcall/user-cache/user-cache'
import type { UserReader } from '@rollcall/user-cache/user-reader'
import type { Redis } from 'ioredis'
import { type CacheMemory, readMemory } from './read-memory.js'
import { readTotals } from './read-samples.js'
import type { SampleRecorder } from './sample-recorder.js'

export interface CacheStats extends ReadCounts {
  totalCached: number
  /** When `totalCached` was counted: up to 30 s ago for large caches, longer while Redis is away. Null: never yet. */
  countedAt: string | null
  ttl: number
  ttlHours: number
  /** Of the last 15 minutes over all replicas (0..1); null without reads. */
  hitRate: number | null
  hitRateAll: number | null
  memoryBytes: number | null
  maxMemoryBytes: number | null
  bytesPerUser: number | null
  evictions: number | null
  breaker: BreakerState
  redis: 'up' | 'down'
}

export interface StatsSources {
  pool: Queryable
  redis: Redis
  cache: UserCache
  reader: UserReader
  samples: SampleRecorder
  logger: Logger
}

const unknownMemory = { memoryBytes: null, maxMemoryBytes: null, evictions: null }

/**
 * The figures of the cache, from whatever is up: without Postgres the counts are this replica's own since its start,
 * without Redis the number of profiles is the last one known.
 */
export function createStatsReader(sources: StatsSources & { ttlSeconds: number }): () => Promise<CacheStats> {
  const { pool, redis, cache, reader, samples, logger, ttlSeconds } = sources
  let lastCount: UserCacheStats | undefined

  const readCounts = async (): Promise<ReadCounts & { hitRate: number | null }> => {
    try {
      await samples.flush()
      return await readTotals(pool)
    } catch (error) {
      logger.debug({ err: describeError(error) }, 'cache figures without Postgres')
      return { ...reader.counts(), hitRate: null }
    }
  }
  const readRedis = async (): Promise<{ up: boolean; memory: CacheMemory | typeof unknownMemory }> => {
    try {
      const [memory, count] = await Promise.all([readMemory(redis), cache.getStats()])
      lastCount = count
      return { up: true, memory }
    } catch (error) {
      logger.debug({ err: describeError(error) }, 'cache figures without Redis')
      return { up: false, memory: unknownMemory }
    }
  }

  return async () => {
    const [counts, { up, memory }] = await Promise.all([readCounts(), readRedis()])
    return {
      totalCached: lastCount?.totalCached ?? 0,
      countedAt: lastCount ? new Date(lastCount.countedAt).toISOString() : null,
      ttl: ttlSeconds,
      ttlHours: ttlSeconds / 3600,
      ...counts,
      hitRateAll: hitRateOf(counts),
      ...memory,
      bytesPerUser: up ? (lastCount?.bytesPerUser ?? null) : null,
      breaker: reader.breakerState(),
      redis: up ? 'up' : 'down',
    }
  }
}
