import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import { within } from '@rollcall/service-kit/within'
import { latencyTiers } from '@rollcall/user-cache/latency'
import { hitRateOf } from '@rollcall/user-cache/read-counters'
import type { UserCache, UserCacheStats } from '@rollcall/user-cache/user-cache'
import type { UserReader } from '@rollcall/user-cache/user-reader'
import type { Redis } from 'ioredis'
import type { AlertThresholds, CacheStats } from './cache-stats.js'
import { readAlerts } from './read-alerts.js'
import { type CacheMemory, readMemory } from './read-memory.js'
import { type SampleFigures, summarize } from './read-samples.js'
import type { SampleRecorder } from './sample-recorder.js'

export interface StatsSources {
  redis: Redis
  cache: UserCache
  reader: UserReader
  samples: Pick<SampleRecorder, 'flush'>
  readSamples: () => Promise<SampleFigures>
  /** Null when the queue can't be asked. */
  readPending: () => Promise<number | null>
  thresholds: AlertThresholds
  logger: Logger
  ttlSeconds: number
}

/** How long Postgres is waited for: it may hang where it doesn't refuse. */
const samplesWithinMs = 3000
const noRate = { reads: 0, perSecond: 0, hitRate: null, nearRate: null }
const unknownMemory = { memoryBytes: null, maxMemoryBytes: null, evictions: null }

/**
 * The figures of the cache, from whatever is up: without Postgres counts and latency are this replica's own since its
 * start and rates are unknown, without Redis the number of profiles is the last one known. Who asks while they are
 * being read gets the same answer.
 */
export function createStatsReader(sources: StatsSources): () => Promise<CacheStats> {
  let reading: Promise<CacheStats> | undefined
  const readRedis = createRedisReader(sources)
  return () => {
    reading ??= readStats(sources, readRedis).finally(() => {
      reading = undefined
    })
    return reading
  }
}

async function readStats(sources: StatsSources, readRedis: () => Promise<RedisFigures>): Promise<CacheStats> {
  const { cache, reader, ttlSeconds, thresholds } = sources
  const [figures, { up, memory, profiles }, pending] = await Promise.all([
    readReads(sources),
    readRedis(),
    sources.readPending(),
  ])
  const { counts, rates, latency, replicas, recentReads } = figures
  const redis: CacheStats['redis'] = up ? 'up' : 'down'
  const now = {
    ...memory,
    ...{ redis, pending, hitRate: rates.quarter.hitRate, near: cache.nearStats(), breaker: reader.breakerState() },
  }
  return {
    totalCached: profiles?.totalCached ?? 0,
    countedAt: profiles ? new Date(profiles.countedAt).toISOString() : null,
    ttl: ttlSeconds,
    ttlHours: ttlSeconds / 3600,
    ...counts,
    hits: counts.nearHits + counts.redisHits,
    hitRateAll: hitRateOf(counts),
    ...{ rates, latency, replicas },
    bytesPerUser: up ? (profiles?.bytesPerUser ?? null) : null,
    ttlDistribution: up ? (profiles?.ttlDistribution ?? null) : null,
    ...now,
    alerts: readAlerts({ ...now, recentReads }, thresholds),
    thresholds,
  }
}

async function readReads({ samples, readSamples, reader, logger }: StatsSources): Promise<SampleFigures> {
  try {
    return await within(samplesWithinMs, samples.flush().then(readSamples))
  } catch (error) {
    logger.debug({ err: describeError(error) }, 'cache figures without Postgres')
    const own = reader.latency()
    return {
      counts: reader.counts(),
      rates: { minute: noRate, quarter: noRate, day: noRate },
      latency: latencyTiers.map((tier) => summarize(tier, own[tier])),
      replicas: 1,
      recentReads: 0,
    }
  }
}

interface RedisFigures {
  up: boolean
  memory: CacheMemory | typeof unknownMemory
  /** As last counted. */
  profiles: UserCacheStats | undefined
}

function createRedisReader({ redis, cache, logger }: StatsSources): () => Promise<RedisFigures> {
  let profiles: UserCacheStats | undefined
  return async () => {
    try {
      const [memory, counted] = await Promise.all([readMemory(redis), cache.getStats()])
      profiles = counted
      return { up: true, memory, profiles }
    } catch (error) {
      logger.debug({ err: describeError(error) }, 'cache figures without Redis')
      return { up: false, memory: unknownMemory, profiles }
    }
  }
}
