import type { Redis } from 'ioredis'
import type { CachedUser } from './cached-user.js'
import { inChunks } from './in-chunks.js'
import { profileKey, profileKeyPrefix } from './keys.js'
import { type ProfileDigest, readDigests } from './profile-digest.js'
import { scanProfileKeys } from './scan-profile-keys.js'

export interface CacheUpkeep {
  /** The raw hash, as `HGETALL` shows it. */
  inspect: (userId: string) => Promise<{ key: string; fields: Record<string, string>; ttlSeconds: number | null }>
  /** Digests of what is cached of these users, for comparing with the directory; who isn't cached is left out. */
  digests: (userIds: string[]) => Promise<ProfileDigest[]>
  /** Removes profiles that still have the named version (0: one that can't be read); returns how many. */
  drop: (users: Pick<CachedUser, 'userId' | 'version'>[]) => Promise<number>
  /** Ids of all cached profiles in batches, never all at once; an id can come twice. */
  scanIds: (batchSize: number) => AsyncGenerator<string[]>
}

/** What reconcile and the console need of the cache. Expects `defineUserCacheCommands` to have run. */
export function createCacheUpkeep(redis: Redis): CacheUpkeep {
  return {
    inspect: async (userId) => {
      const key = profileKey(userId)
      const [fields, ttl] = await Promise.all([redis.hgetall(key), redis.ttl(key)])
      return { key, fields, ttlSeconds: ttl >= 0 ? ttl : null }
    },
    digests: (userIds) => readDigests(redis, userIds),
    drop: async (users) => {
      const dropped = await Promise.all(
        inChunks(users, 100).map((chunk) => {
          const keys = chunk.map(({ userId }) => profileKey(userId))
          return redis.dropUserProfiles(keys.length, ...keys, ...chunk.map(({ version }) => version))
        }),
      )
      return dropped.reduce((sum, count) => sum + count, 0)
    },
    scanIds: (batchSize) => scanIds(redis, batchSize),
  }
}

async function* scanIds(redis: Redis, batchSize: number): AsyncGenerator<string[]> {
  let held: string[] = []
  for await (const keys of scanProfileKeys(redis)) {
    held.push(...keys.map((key) => key.slice(profileKeyPrefix.length)))
    while (held.length >= batchSize) {
      yield held.slice(0, batchSize)
      held = held.slice(batchSize)
    }
  }
  if (held.length > 0) yield held
}
