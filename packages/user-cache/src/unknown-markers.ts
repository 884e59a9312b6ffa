import type { Redis } from 'ioredis'
import { floorKey, foreignKey, profileKey, unknownKey } from './keys.js'

export interface UnknownMarkers {
  /** Remembers for a short time that the directory doesn't know these ids. False where a profile has come meanwhile. */
  markUnknown: (userIds: string[]) => Promise<boolean[]>
  /** The same for ids of another tenant, as seen from `tenantId`. */
  markForeign: (tenantId: string, userIds: string[]) => Promise<void>
  areUnknown: (tenantId: string, userIds: string[]) => Promise<boolean[]>
}

/** Negative caching. Expects `defineUserCacheCommands` to have run on this connection. */
export function createUnknownMarkers(redis: Redis, ttlSeconds: number): UnknownMarkers {
  return {
    markUnknown: async (userIds) => {
      if (userIds.length === 0) return []
      const keys = userIds.flatMap((userId) => [profileKey(userId), floorKey(userId), unknownKey(userId)])
      const marked = await redis.markUsersUnknown(keys.length, ...keys, ttlSeconds)
      return marked.map((code) => code === 1)
    },
    // Unguarded, for a user never changes tenant.
    markForeign: async (tenantId, userIds) => {
      await Promise.all(userIds.map((userId) => redis.set(foreignKey(tenantId, userId), '1', 'EX', ttlSeconds)))
    },
    areUnknown: async (tenantId, userIds) => {
      if (userIds.length === 0) return []
      const markers = await redis.mget(userIds.flatMap((userId) => [unknownKey(userId), foreignKey(tenantId, userId)]))
      return userIds.map((_, index) => (markers[2 * index] ?? markers[2 * index + 1] ?? null) !== null)
    },
  }
}
