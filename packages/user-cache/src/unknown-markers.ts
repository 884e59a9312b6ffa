import type { Redis } from 'ioredis'
import { maxUsersPerCall } from './commands.js'
import { mapChunks } from './in-chunks.js'
import { foreignKey, unknownKey } from './keys.js'

export interface UnknownMarkers {
  /**
   * Remembers for a short time that the directory doesn't know these ids. False where a profile has come meanwhile or,
   * with a lease's token, where anything was told of the id since.
   */
  markUnknown: (userIds: string[], token?: string) => Promise<boolean[]>
  /** The same for ids of another tenant, as seen from `tenantId`. */
  markForeign: (tenantId: string, userIds: string[]) => Promise<void>
  areUnknown: (tenantId: string, userIds: string[]) => Promise<boolean[]>
  /** For how many seconds yet an id is taken for unknown; null: it isn't. */
  unknownForSeconds: (tenantId: string, userId: string) => Promise<number | null>
}

/** Negative caching. Expects `defineUserCacheCommands` to have run on this connection. */
export function createUnknownMarkers(redis: Redis, ttlSeconds: number): UnknownMarkers {
  const markersOf = (tenantId: string, userId: string) => [unknownKey(userId), foreignKey(tenantId, userId)]
  return {
    markUnknown: (userIds, token = '') =>
      mapChunks(userIds, maxUsersPerCall, async (chunk) => {
        const marked = await redis.markUsersUnknown(0, ttlSeconds, token, JSON.stringify(chunk))
        return marked.map((code) => code === 1)
      }),
    // Unguarded, for a user never changes tenant.
    markForeign: async (tenantId, userIds) => {
      await Promise.all(userIds.map((userId) => redis.set(foreignKey(tenantId, userId), '1', 'EX', ttlSeconds)))
    },
    areUnknown: (tenantId, userIds) =>
      mapChunks(userIds, maxUsersPerCall, async (chunk) => {
        const markers = await redis.mget(chunk.flatMap((userId) => markersOf(tenantId, userId)))
        return chunk.map((_, index) => (markers[2 * index] ?? markers[2 * index + 1] ?? null) !== null)
      }),
    unknownForSeconds: async (tenantId, userId) => {
      const left = await Promise.all(markersOf(tenantId, userId).map((key) => redis.ttl(key)))
      return Math.max(...left) >= 0 ? Math.max(...left) : null
    },
  }
}
