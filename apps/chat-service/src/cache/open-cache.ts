import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { EventBus } from '@rollcall/event-bus/port'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Metrics } from '@rollcall/service-kit/metrics'
import type { Pool } from '@rollcall/service-kit/postgres'
import { createRedis } from '@rollcall/service-kit/redis'
import { breakerDefaults } from '@rollcall/user-cache/directory-breaker'
import type { NearOptions } from '@rollcall/user-cache/near-cache'
import { createUserCache } from '@rollcall/user-cache/user-cache'
import { createUserReader } from '@rollcall/user-cache/user-reader'
import { createBreakerLog } from './breaker-log.js'
import { createCacheMetrics } from './cache-metrics.js'
import type { AlertThresholds } from './cache-stats.js'
import { createCacheDesk } from './create-cache-desk.js'
import { createMissCollector } from './miss-collector.js'
import { defaultThresholds } from './read-alerts.js'
import { createPendingReader } from './read-pending.js'
import { createSampleReader } from './read-samples.js'
import { redisCheck } from './redis-check.js'
import { createSampleRecorder } from './sample-recorder.js'
import type { Directory } from './verify/find-differences.js'

/** Seed 001: seven days. */
const ttlSeconds = 604_800

/** The cache of profiles with its reader and its figures, on a Redis that may be away: every call fails fast. */
export async function openCache(deps: {
  url: string
  /** For all organisations. */
  pool: Pool
  /** The same database, for what is asked in the name of one organisation's people. */
  people: Pool
  directory: Directory
  bus: Pick<EventBus, 'createInspector'>
  logger: Logger
  metrics: Metrics
  near?: NearOptions | false
  thresholds?: AlertThresholds
}) {
  const { url, pool, people, directory, bus, logger, metrics, near = false, thresholds = defaultThresholds } = deps
  const redis = createRedis(url, {
    logger,
    name: 'cache',
    commandTimeout: 1000,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
  })
  // Not to wait for Redis, only for its first answer or refusal: the first reconcile would otherwise come too early.
  await Promise.race([once(redis, 'ready'), once(redis, 'close')]).catch(() => {})
  const replica = randomUUID()
  const misses = createMissCollector({ pool })
  const breakers = createBreakerLog({ pool, replica })
  const cache = createUserCache({ redis, logger, ttlSeconds, near })
  const reader = createUserReader({
    cache,
    logger,
    fetchMany: (userIds) => directory.profiles(userIds, { timeoutMs: breakerDefaults.timeoutMs }),
    onMiss: misses.record,
    onBreakerChange: breakers.record,
  })
  const samples = createSampleRecorder({ pool, reader, logger, replica, beside: [breakers, misses] })
  samples.start()
  const pending = createPendingReader(bus)
  const cacheDesk = createCacheDesk({
    ...{ pool, people, redis, cache, reader, directory, logger, samples, misses, breakers, thresholds, ttlSeconds },
    readSamples: createSampleReader({ pool, replica }),
    readPending: pending.read,
  })
  createCacheMetrics(metrics, { reader, cache, stats: cacheDesk.stats })
  return {
    cache,
    reader,
    cacheDesk,
    readiness: redisCheck(redis),
    close: async () => {
      reader.close()
      const written = await Promise.allSettled([samples.stop(), misses.flush(), breakers.write()])
      cache.close()
      redis.disconnect()
      await pending.close()
      for (const result of written) if (result.status === 'rejected') throw result.reason
    },
  }
}
