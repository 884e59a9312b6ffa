import { wholeNumberSchema } from '@rollcall/service-kit/env'
import { z } from 'zod'
import type { AlertThresholds } from './cache-stats.js'
import { defaultThresholds } from './read-alerts.js'

const share = () => {
  const expected = 'expected a share from 0 to 1'
  return z.coerce.number(expected).min(0, expected).max(1, expected)
}

/** The cache's part of the environment. */
export const cacheEnvShape = {
  /** 0: no near cache. */
  CACHE_NEAR_ENTRIES: wholeNumberSchema(0, 10_000_000).default(20_000),
  CACHE_NEAR_MB: wholeNumberSchema(1, 65_536).default(16),
  CACHE_NEAR_STALE_MS: wholeNumberSchema(100, 60_000).default(2000),
  CACHE_ALERT_HIT_RATE: share().default(defaultThresholds.hitRate),
  CACHE_ALERT_MEMORY: share().default(defaultThresholds.memory),
  CACHE_ALERT_PENDING: wholeNumberSchema(1, 2_147_483_647).default(defaultThresholds.pending),
}
type CacheEnv = { [Name in keyof typeof cacheEnvShape]: number }

/** As `openCache` takes it. */
export function cacheOptions(env: CacheEnv) {
  const { CACHE_NEAR_ENTRIES: maxEntries, CACHE_NEAR_MB: megabytes, CACHE_NEAR_STALE_MS: staleBoundMs } = env
  const thresholds: AlertThresholds = {
    hitRate: env.CACHE_ALERT_HIT_RATE,
    memory: env.CACHE_ALERT_MEMORY,
    pending: env.CACHE_ALERT_PENDING,
  }
  const near = maxEntries > 0 && { maxEntries, maxBytes: megabytes * 1024 * 1024, staleBoundMs }
  return { near, thresholds }
}
