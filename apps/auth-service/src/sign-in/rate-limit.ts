import { createHash } from 'node:crypto'
import type { Logger } from '@rollcall/service-kit/logger'
import { createRedis } from '@rollcall/service-kit/redis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'

export interface RateLimitRule {
  /** Seconds. */
  window: number
  max: number
}

export interface RateLimiter {
  /** Counts one attempt. `retryAfter` is in seconds. */
  consume: (key: string, rule: RateLimitRule) => Promise<{ allowed: boolean; retryAfter: number | null }>
  close: () => Promise<void>
}

const keyPrefix = 'rollcall:sign-in'
const commandTimeoutMs = 500

/**
 * Fixed windows, counted in Redis over all processes; while Redis is away, in this process alone. Keys are digests: an
 * address that somebody typed is nobody's to read.
 */
export function createRateLimiter(options: { redisUrl: string; logger: Logger }): RateLimiter {
  const { redisUrl, logger } = options
  const redis = createRedis(redisUrl, {
    ...{ logger, name: 'sign-in limits' },
    ...{ maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: commandTimeoutMs },
  })
  const limiters = new Map<string, RateLimiterRedis>()
  const limiterOf = ({ window, max }: RateLimitRule) => {
    const name = `${keyPrefix}:${window}:${max}`
    const rule = { keyPrefix: name, points: max, duration: window }
    const limiter =
      limiters.get(name) ??
      new RateLimiterRedis({ ...rule, storeClient: redis, insuranceLimiter: new RateLimiterMemory(rule) })
    limiters.set(name, limiter)
    return limiter
  }

  return {
    consume: async (key, rule) => {
      try {
        await limiterOf(rule).consume(createHash('sha256').update(key).digest('base64url'))
        return { allowed: true, retryAfter: null }
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        return { allowed: false, retryAfter: Math.ceil(refusal.msBeforeNext / 1000) }
      }
    },
    close: async () => redis.disconnect(),
  }
}
