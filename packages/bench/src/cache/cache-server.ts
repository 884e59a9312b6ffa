import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { createLogger } from '@rollcall/service-kit/logger'
import { createRedis } from '@rollcall/service-kit/redis'
import { startRedisServer } from '@rollcall/testing/redis-server'
import type { NearOptions } from '@rollcall/user-cache/near-cache'
import { createUserCache, type UserCache } from '@rollcall/user-cache/user-cache'
import type { Redis } from 'ioredis'

export const logger = createLogger({ service: 'bench', level: 'warn' })

/** What a measurement works with: a Redis server in the cache's role that has `users` users cached. */
export interface CacheBench {
  url: string
  users: number
  /** Another connection as chat-service makes them. Closed when the measurement ends, as is all that it opens. */
  connect: () => Promise<Redis>
  /** Another cache on a connection of its own; without `near`, each read goes to Redis. */
  open: (near?: NearOptions) => Promise<UserCache>
  /** A version higher than any before. */
  nextVersion: () => number
}

export interface CacheServer {
  /** Runs one measurement. What it leaves open would hear of the writes of the next ones. */
  measure: <T>(measurement: (bench: CacheBench) => Promise<T>) => Promise<T>
}

/** Runs `work` on a fresh server and removes it afterwards, whatever happens. */
export async function withCacheServer<T>(users: number, work: (server: CacheServer) => Promise<T>): Promise<T> {
  const redisServer = await startRedisServer({ role: 'cache', maxMemory: '1gb' })
  const { url } = redisServer
  let version = 1
  const nextVersion = () => {
    version += 1
    return version
  }
  const measure: CacheServer['measure'] = async (measurement) => {
    const closers: (() => void)[] = []
    const connect = async () => {
      const redis = await connectTo(url)
      closers.push(() => redis.disconnect())
      return redis
    }
    const open = async (near?: NearOptions) => {
      const cache = createUserCache({ redis: await connect(), logger, near: near ?? false })
      closers.push(cache.close)
      await untilNearListens(cache)
      return cache
    }
    try {
      return await measurement({ url, users, connect, open, nextVersion })
    } finally {
      for (const close of closers.toReversed()) close()
    }
  }
  try {
    return await work({ measure })
  } finally {
    await redisServer.stop()
  }
}

/** A connection as chat-service makes it, once it is there. */
export async function connectTo(url: string): Promise<Redis> {
  const options = { commandTimeout: 1000, maxRetriesPerRequest: 1, enableOfflineQueue: false }
  const redis = createRedis(url, { logger, name: 'bench', ...options })
  await once(redis, 'ready')
  return redis
}

/** A near cache answers from the moment on that it is told of changes. */
async function untilNearListens(cache: UserCache): Promise<void> {
  const deadline = performance.now() + 10_000
  while (cache.nearStats().state === 'cut') {
    if (performance.now() > deadline) throw new Error('the near cache heard nothing from Redis for 10 s')
    await delay(5)
  }
}
