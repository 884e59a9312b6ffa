import type { DirectoryUser } from '@rollcall/events/user-event'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Redis } from 'ioredis'
import { type CachedUser, parseHash, toCachedUser, toHashValues } from './cached-user.js'
import { defineUserCacheCommands, writeCodes } from './commands.js'
import { inChunks } from './in-chunks.js'
import { floorKey, foreignKey, profileKey, unknownKey } from './keys.js'
import { createProfileCounter } from './profile-counter.js'
import { createUnknownMarkers, type UnknownMarkers } from './unknown-markers.js'
import { type CacheUpkeep, createCacheUpkeep } from './upkeep.js'

export type WriteOutcome = (typeof writeCodes)[number]

export interface UserCacheOptions {
  /** A connection that fails fast: commandTimeout, maxRetriesPerRequest 1. Without a keyPrefix: SCAN ignores it. */
  redis: Redis
  logger: Logger
  /** Longest life of a profile that nothing refreshes; up to 10 % is taken off, so that not all end at once. */
  ttlSeconds?: number
  /** How long the directory's "unknown" is believed. */
  unknownTtlSeconds?: number
  /** How long an invalidated profile's version is remembered; longer than any fill can be under way. */
  floorTtlSeconds?: number
  clock?: () => number
}

export interface UserCache extends UnknownMarkers, CacheUpkeep {
  /** Writes what is newer than the cache; equal only refreshes the TTL. One outcome a user, in order. */
  set: (users: DirectoryUser | DirectoryUser[]) => Promise<WriteOutcome[]>
  /** A tombstone comes back with `deleted`; null is "not cached". */
  get: (userId: string) => Promise<CachedUser | null>
  /** One pipelined round trip; order and duplicates are kept. */
  batchGet: (userIds: string[]) => Promise<(CachedUser | null)[]>
  /** Forgets a profile and its markers, but not how new it was. With `tenantId`, only a profile of that tenant. */
  invalidate: (userId: string, options?: { tenantId?: string }) => Promise<boolean>
  getStats: () => Promise<UserCacheStats>
}

export interface UserCacheStats {
  /** Exact for small caches; for large ones as counted at `countedAt`, and moved by the keys gained and lost since. */
  totalCached: number
  ttl: number
  ttlHours: number
  bytesPerUser: number | null
  /** When the profiles were last counted (ms): now for small caches, up to half a minute ago for large ones. */
  countedAt: number
}

/** Users a script call: more gains nothing and holds Redis up for longer. */
const maxUsersPerCall = 100

/**
 * The central user cache of seed 001: hash `user:profile:{userId}`, guarded by the user's version.
 * Every method rejects with Redis' own error while Redis is away; `createUserReader` is what falls back.
 */
export function createUserCache(options: UserCacheOptions): UserCache {
  const {
    redis,
    logger,
    ttlSeconds = 604_800,
    unknownTtlSeconds = 30,
    floorTtlSeconds = 300,
    clock = Date.now,
  } = options
  defineUserCacheCommands(redis)
  const countProfiles = createProfileCounter({ redis, clock })
  const jitteredTtl = () => ttlSeconds - Math.floor(Math.random() * ttlSeconds * 0.1)

  const write = async (users: DirectoryUser[]): Promise<WriteOutcome[]> => {
    const keys = users.flatMap(({ userId }) => [profileKey(userId), unknownKey(userId), floorKey(userId)])
    const args = users.flatMap((user) => [jitteredTtl(), ...toHashValues(toCachedUser(user, clock()))])
    const codes = await redis.writeUserProfiles(keys.length, ...keys, ...args)
    return codes.map((code) => writeCodes[code] ?? 'superseded')
  }

  const readAll = async (userIds: string[]): Promise<Map<string, CachedUser | null>> => {
    const found = new Map<string, CachedUser | null>()
    if (userIds.length === 0) return found
    const pipeline = redis.pipeline()
    for (const userId of userIds) pipeline.hgetall(profileKey(userId))
    const results = (await pipeline.exec()) ?? []
    for (const [index, userId] of userIds.entries()) {
      const [error, hash] = results[index] ?? [new Error('Redis answered less than it was asked'), null]
      if (error && !error.message.startsWith('WRONGTYPE')) throw error
      if (error) logger.warn({ key: profileKey(userId), err: describeError(error) }, 'a key of the cache is not a hash')
      found.set(userId, error ? null : parseHash(userId, hash as Record<string, string>))
    }
    return found
  }
  const batchGet = async (userIds: string[]) => {
    const found = await readAll([...new Set(userIds)])
    return userIds.map((userId) => found.get(userId) ?? null)
  }

  return {
    ...createUnknownMarkers(redis, unknownTtlSeconds),
    ...createCacheUpkeep(redis),
    set: async (users) => {
      const chunks = inChunks(Array.isArray(users) ? users : [users], maxUsersPerCall)
      return (await Promise.all(chunks.map(write))).flat()
    },
    get: async (userId) => (await batchGet([userId]))[0] ?? null,
    batchGet,
    invalidate: async (userId, { tenantId = '' } = {}) => {
      const keys = [profileKey(userId), floorKey(userId), unknownKey(userId), foreignKey(tenantId, userId)]
      return (await redis.invalidateUserProfile(keys.length, ...keys, tenantId, floorTtlSeconds)) === 1
    },
    getStats: async () => {
      const { count, bytesPerUser, countedAt } = await countProfiles()
      return { totalCached: count, ttl: ttlSeconds, ttlHours: ttlSeconds / 3600, bytesPerUser, countedAt }
    },
  }
}
