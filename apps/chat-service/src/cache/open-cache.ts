import { once } from 'node:events'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Metrics } from '@rollcall/service-kit/metrics'
import type { Pool } from '@rollcall/service-kit/postgres'
import { createRedis } from '@rollcall/service-kit/redis'
import type { DirectoryClient } from '@rollcall/subscriber/directory-client'
import { breakerDefaults } from '@rollcall/user-cache/directory-breaker'
import { createUserCache } from '@rollcall/user-cache/user-cache'
import { createUserReader } from '@rollcall/user-cache/user-reader'
import { createCacheMetrics } from './cache-metrics.js'
import { createStatsReader } from './read-stats.js'
import { redisCheck } from './redis-check.js'
import { createSampleRecorder } from './sample-recorder.js'

/** Seed 001: seven days. */
const ttlSeconds = 604_800

/** The cache of profiles with its reader and its figures, on a Redis that may be away: every call fails fast. */
export async function openCache(deps: {
  url: string
  pool: Pool
  directory: Pick<DirectoryClient, 'snapshot'>
  logger: Logger
  metrics: Metrics
}) {
  const { url, pool, directory, logger, metrics } = deps
  const redis = createRedis(url, {
    logger,
    name: 'cache',
    commandTimeout: 1000,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
  })
  // Not to wait for Redis, only for its first answer or refusal: the first reconcile would otherwise come too early.
  await Promise.race([once(redis, 'ready'), once(redis, 'close')]).catch(() => {})
  const cache = createUserCache({ redis, logger, ttlSeconds })
  const reader = createUserReader({
    cache,
    logger,
    fetchMany: (userIds) => directory.snapshot(userIds, { timeoutMs: breakerDefaults.timeoutMs }),
  })
  const samples = createSampleRecorder({ pool, counts: reader.counts, logger })
  samples.start()
  createCacheMetrics(metrics, reader)
  return {
    cache,
    reader,
    readStats: createStatsReader({ pool, redis, cache, reader, samples, logger, ttlSeconds }),
    readiness: redisCheck(redis),
    close: async () => {
      reader.close()
      await samples.stop().finally(() => redis.disconnect())
    },
  }
}
