import type { DirectoryUser } from '@rollcall/events/user-event'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Redis } from 'ioredis'
import { type CachedUser, parseHash, toCachedUser, toHashValues } from './cached-user.js'
import { defineUserCacheCommands, writeCodes } from './commands.js'
import { inChunks } from './in-chunks.js'
import { floorKey, foreignKey, profileKey, unknownKey } from './keys.js'
import { createProfileCounter } from './profile-counter.js'
import { type RawProfile, readHashes } from './read-hashes.js'
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
  /** Like `set`, but only over what is cached: who isn't stays so, and is read through when he is wanted. */
  refresh: (users: DirectoryUser[]) => Promise<WriteOutcome[]>
  /**
   * Like `set`, and writes over an equal version that is kept with other content, and over a newer one that is kept in
   * the very version that `seen` gives for the id: the directory was set back. At no instant is the user missing.
   */
  repair: (users: DirectoryUser[], seen?: ReadonlyMap<string, number | null>) => Promise<WriteOutcome[]>
  /** A tombstone comes back with `deleted`; null is "not cached". */
  get: (userId: string) => Promise<CachedUser | null>
  /** One pipelined round trip; order and duplicates are kept. */
  batchGet: (userIds: string[]) => Promise<(CachedUser | null)[]>
  /** The raw hashes, keyed by id, whatever they hold; empty for who isn't cached. */
  hashes: (userIds: string[]) => Promise<Map<string, RawProfile>>
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

  /** `modeOf`: see the script. */
  const write = async (users: DirectoryUser[], modeOf: (user: DirectoryUser) => string | number) => {
    const chunks = inChunks(users, maxUsersPerCall).map(async (chunk): Promise<WriteOutcome[]> => {
      const keys = chunk.flatMap(({ userId }) => [profileKey(userId), unknownKey(userId), floorKey(userId)])
      const args = chunk.flatMap((user) => [
        ...[jitteredTtl(), modeOf(user)],
        ...toHashValues(toCachedUser(user, clock())),
      ])
      const codes = await redis.writeUserProfiles(keys.length, ...keys, ...args)
      return codes.map((code) => writeCodes[code] ?? 'superseded')
    })
    return (await Promise.all(chunks)).flat()
  }

  const batchGet = async (userIds: string[]) => {
    const found = await readHashes({ redis, logger }, userIds)
    return userIds.map((userId) => parseHash(userId, found.get(userId) ?? {}))
  }

  return {
    ...createUnknownMarkers(redis, unknownTtlSeconds),
    ...createCacheUpkeep(redis),
    set: (users) => write(Array.isArray(users) ? users : [users], () => ''),
    refresh: (users) => write(users, () => 'kept'),
    repair: (users, seen) => write(users, ({ userId }) => seen?.get(userId) ?? 0),
    get: async (userId) => (await batchGet([userId]))[0] ?? null,
    batchGet,
    hashes: (userIds) => readHashes({ redis, logger }, userIds),
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
