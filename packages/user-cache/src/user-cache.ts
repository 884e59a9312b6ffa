import type { DirectoryUser } from '@rollcall/events/user-event'
import { AppError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Redis } from 'ioredis'
import { type CacheableUser, type CachedUser, isCorrupt, type Origin } from './cached-user.js'
import { defineUserCacheCommands, type WriteOutcome } from './commands.js'
import { floorKey, foreignKey, leaseKey, profileKey, unknownKey } from './keys.js'
import { createLeases, type Leases } from './leases.js'
import { createLookUp, type LookUp } from './look-up.js'
import { createNearCache, type LastKnown, type NearOptions, type NearStats } from './near-cache.js'
import { createProfileCounter, type ProfileCount } from './profile-counter.js'
import { type RawProfile, readHashes } from './read-hashes.js'
import { readUsers } from './read-users.js'
import { createUnknownMarkers, type UnknownMarkers } from './unknown-markers.js'
import { type CacheUpkeep, createCacheUpkeep } from './upkeep.js'
import { createUserWriter } from './write-users.js'

export interface UserCacheOptions {
  /** A connection that fails fast: commandTimeout, maxRetriesPerRequest 1. Without a keyPrefix: SCAN ignores it. */
  redis: Redis
  logger: Logger
  /** Longest life of a profile that nothing refreshes; up to 10 % is taken off, so that not all end at once. */
  ttlSeconds?: number
  /** How long the directory's "unknown" is believed. */
  unknownTtlSeconds?: number
  /** How long an invalidated profile's version is remembered. */
  floorTtlSeconds?: number
  /** How long one process may ask the directory for a user while others wait; longer than the reader's timeout (ms). */
  leaseTtlMs?: number
  /** A tier in the process's own memory, on a connection of its own; none unless given. */
  near?: NearOptions | false
  clock?: () => number
}

type Users = (DirectoryUser | CacheableUser)[]

export interface UserCache extends UnknownMarkers, CacheUpkeep {
  /** Writes what is newer than the cache; equal only refreshes the TTL. One outcome a user, in order. */
  set: (users: Users | DirectoryUser | CacheableUser, options?: { origin?: Origin }) => Promise<WriteOutcome[]>
  /** Like `set`, but only over what is cached: who isn't stays so, and is read through when he is wanted. */
  refresh: (users: Users) => Promise<WriteOutcome[]>
  /**
   * Like `set`, and writes over an equal version that is kept with other content, and over a newer one that is kept in
   * the very version that `seen` gives for the id: the directory was set back. At no instant is the user missing.
   */
  repair: (users: Users, seen?: ReadonlyMap<string, number | null>) => Promise<WriteOutcome[]>
  /** The directory's answer to a question asked under a lease; a user of whom anything was told since is left alone. */
  fill: (users: Users, token: string, options?: { origin?: Origin }) => Promise<WriteOutcome[]>
  /** A tombstone comes back with `deleted`; null is "not cached". */
  get: (userId: string) => Promise<CachedUser | null>
  /**
   * 1 to 500 users in one round trip; order and duplicates are kept.
   * @throws AppError BAD_INPUT for more
   */
  batchGet: (userIds: string[]) => Promise<(CachedUser | null)[]>
  /** What the near cache holds of a tenant's user, at once. */
  near: (tenantId: string, userId: string) => CachedUser | undefined
  /** What reads are made of: which tier answered, and what was found that can't be read. */
  lookUp: LookUp
  /** What Redis holds, whatever this process remembers; null also for what can't be read. */
  stored: (userIds: string[]) => Promise<(CachedUser | null)[]>
  /** What this process remembers of a user, however old. */
  lastKnown: (userId: string) => LastKnown | undefined
  leases: Leases
  /** The raw hashes, keyed by id, whatever they hold; empty for who isn't cached. */
  hashes: (userIds: string[]) => Promise<Map<string, RawProfile>>
  /** Forgets a profile and its markers, but not how new it was. With `tenantId`, only a profile of that tenant. */
  invalidate: (userId: string, options?: { tenantId?: string }) => Promise<boolean>
  getStats: () => Promise<UserCacheStats>
  ping: () => Promise<unknown>
  nearStats: () => NearStats
  /** Closes what the near cache listens on; `redis` stays open. */
  close: () => void
}

export interface UserCacheStats extends Omit<ProfileCount, 'count'> {
  /** Exact for small caches; for large ones as counted at `countedAt`, and moved by the keys gained and lost since. */
  totalCached: number
  ttl: number
  ttlHours: number
}

/** What one read takes. */
export const maxIdsPerRead = 500
const noNear: NearStats = { state: 'off', entries: 0, maxEntries: 0, bytes: 0, maxBytes: 0, staleBoundMs: 0 }

/**
 * The central user cache of seed 001: hash `user:profile:{userId}`, guarded by the user's version.
 * Every method rejects with Redis' own error while Redis is away; `createUserReader` is what falls back.
 */
export function createUserCache(options: UserCacheOptions): UserCache {
  const { redis, logger, ttlSeconds = 604_800, clock = Date.now } = options
  const { unknownTtlSeconds = 30, floorTtlSeconds = 300, leaseTtlMs = 4000 } = options
  defineUserCacheCommands(redis)
  const countProfiles = createProfileCounter({ redis, clock })
  const near = options.near ? createNearCache({ ...options.near, redis, logger }) : undefined
  const write = createUserWriter({ redis, near, ttlSeconds, clock })
  const lookUp = createLookUp({ redis, near })
  const upkeep = createCacheUpkeep(redis)

  const get = async (userId: string) => near?.get(undefined, userId) ?? (await lookUp([userId])).users[0] ?? null

  return {
    ...createUnknownMarkers(redis, unknownTtlSeconds),
    ...upkeep,
    drop: async (users) => {
      near?.forget(users.map(({ userId }) => userId))
      return upkeep.drop(users)
    },
    set: (users, { origin = 'event' } = {}) => write(Array.isArray(users) ? users : [users], { origin }),
    refresh: (users) => write(users, { origin: 'event', modeOf: () => 'kept' }),
    repair: (users, seen) => write(users, { origin: 'reconcile', modeOf: (userId) => seen?.get(userId) ?? 0 }),
    fill: (users, token, { origin = 'fill' } = {}) => write(users, { origin, modeOf: () => 0, token }),
    get,
    batchGet: async (userIds) => {
      if (userIds.length > maxIdsPerRead) {
        throw new AppError('BAD_INPUT', `userIds: expected at most ${maxIdsPerRead}, and got ${userIds.length}`)
      }
      return (await lookUp(userIds)).users
    },
    near: (tenantId, userId) => near?.get(tenantId, userId),
    lookUp,
    stored: async (userIds) => (await readUsers(redis, userIds)).map((user) => (isCorrupt(user) ? null : user)),
    lastKnown: (userId) => near?.lastKnown(userId),
    leases: createLeases(redis, leaseTtlMs),
    hashes: (userIds) => readHashes({ redis, logger }, userIds),
    invalidate: async (userId, { tenantId = '' } = {}) => {
      near?.forget([userId])
      const keys = [profileKey(userId), floorKey(userId), unknownKey(userId), foreignKey(tenantId, userId)]
      const removed = await redis.invalidateUserProfile(5, ...keys, leaseKey(userId), tenantId, floorTtlSeconds)
      near?.forget([userId])
      return removed === 1
    },
    getStats: async () => {
      const { count, ...rest } = await countProfiles()
      return { totalCached: count, ttl: ttlSeconds, ttlHours: ttlSeconds / 3600, ...rest }
    },
    ping: () => redis.ping(),
    nearStats: () => near?.stats() ?? noNear,
    close: () => near?.close(),
  }
}
