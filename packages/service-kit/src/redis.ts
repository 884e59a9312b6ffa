import { Redis, type RedisOptions } from 'ioredis'
import { describeError } from './errors.js'
import type { Logger } from './logger.js'

// A line that was cut without a word accepts bytes for a quarter of an hour. Whoever blocks for longer says so.
const defaultSocketTimeoutMs = 5000

/**
 * A connection that comes back within 2 s of its server, however long that was away. One on which a command gets no
 * answer for `socketTimeout` is given up and made anew.
 */
export function createRedis(
  url: string,
  options: { logger: Logger; name: string } & Pick<
    RedisOptions,
    'maxRetriesPerRequest' | 'enableOfflineQueue' | 'commandTimeout' | 'lazyConnect' | 'socketTimeout'
  >,
): Redis {
  const { logger, name, ...rest } = options
  const redis = new Redis(url, {
    socketTimeout: defaultSocketTimeoutMs,
    ...rest,
    retryStrategy: redisRetryDelayMs,
    connectTimeout: 3000,
  })
  let down = false
  redis.on('error', (error) => {
    if (!down) logger.warn({ err: describeError(error), redis: name }, 'Redis connection broke')
    down = true
  })
  redis.on('ready', () => {
    if (down) logger.info({ redis: name }, 'Redis connection is back')
    down = false
  })
  return redis
}

/** Reconnect delay: grows by 100 ms an attempt, at most 2 s (ioredis' default grows further apart). */
export function redisRetryDelayMs(attempt: number): number {
  return Math.min(attempt * 100, 2000)
}
