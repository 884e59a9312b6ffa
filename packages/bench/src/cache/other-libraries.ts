import { createKeyv } from '@keyv/redis'
import type { CachedUser } from '@rollcall/user-cache/cached-user'
import { BentoCache, bentostore } from 'bentocache'
import { memoryDriver } from 'bentocache/drivers/memory'
import { redisDriver } from 'bentocache/drivers/redis'
import { Cacheable } from 'cacheable'
import type { CacheBench } from './cache-server.js'

export interface OtherCache {
  set: (user: CachedUser) => Promise<unknown>
  getFromRedis: (userId: string) => Promise<CachedUser | undefined>
  /** Through its own memory first. */
  get: (userId: string) => Promise<CachedUser | undefined>
  close: () => Promise<unknown>
}

const maxItems = 50_000
const ttl = '7d'

/** bentocache with its memory and Redis drivers on the same kind of connection, otherwise with its defaults. */
export async function openBentocache(bench: CacheBench): Promise<OtherCache> {
  const redis = redisDriver({ connection: await bench.connect() })
  const cache = new BentoCache({
    ...{ default: 'both', ttl },
    stores: {
      both: bentostore().useL1Layer(memoryDriver({ maxItems })).useL2Layer(redis),
      redis: bentostore().useL2Layer(redis),
    },
  })
  const [both, redisAlone] = [cache.use('both'), cache.use('redis')]
  return {
    set: (user) => both.set({ key: user.userId, value: user }),
    getFromRedis: (key) => redisAlone.get<CachedUser>({ key }),
    get: (key) => both.get<CachedUser>({ key }),
    close: () => cache.disconnectAll(),
  }
}

/** cacheable with its memory and @keyv/redis, which brings its own client, otherwise with its defaults. */
export function openCacheable(bench: CacheBench): OtherCache {
  const both = new Cacheable({ ttl, secondary: createKeyv(bench.url, { namespace: 'cacheable' }) })
  const redisAlone = new Cacheable({ ttl, primary: createKeyv(bench.url, { namespace: 'cacheable' }) })
  return {
    set: (user) => both.set(user.userId, user),
    getFromRedis: (key) => redisAlone.get<CachedUser>(key),
    get: (key) => both.get<CachedUser>(key),
    close: () => Promise.all([both.disconnect(), redisAlone.disconnect()]),
  }
}
