import type { ReadinessCheck } from '@rollcall/service-kit/health'
import type { Redis } from 'ioredis'

/** Readiness of the cache's Redis: connected and answering. */
export function redisCheck(redis: Redis): ReadinessCheck {
  return {
    name: 'cache redis',
    check: async () => {
      if (redis.status !== 'ready') throw new Error(`Redis is not connected (${redis.status})`)
      await redis.ping()
      return undefined
    },
  }
}
