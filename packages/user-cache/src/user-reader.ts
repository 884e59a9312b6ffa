import { AppError, describeError, userNotFound } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import { answerFromCache, type ReadResults } from './answer-from-cache.js'
import { type CachedUser, maxVersion } from './cached-user.js'
import {
  type BreakerChange,
  type BreakerOptions,
  type BreakerState,
  breakerDefaults,
  createDirectoryBreaker,
  type FetchUsers,
} from './directory-breaker.js'
import { createGivenVersions } from './given-versions.js'
import { createUserInspector, type Inspection } from './inspect-user.js'
import { createLatencyCounter, type LatencyCounts } from './latency.js'
import { createMissLoader } from './miss-loader.js'
import { noReads, type ReadCounts } from './read-counters.js'
import { createRedisBreaker } from './redis-breaker.js'
import type { UserCache } from './user-cache.js'
import { standInFor, toProfile, toStaleProfile, type UserProfile } from './user-profile.js'

/** A read that the cache could not answer. */
export interface Miss {
  tenantId: string
  userId: string
  /** The directory doesn't know the id either, or not in this tenant. */
  unknown: boolean
}

export interface UserReaderOptions {
  cache: UserCache
  /** Asks the directory for up to 500 ids of any tenant. */
  fetchMany: FetchUsers
  logger: Logger
  breaker?: Partial<BreakerOptions>
  maxConcurrentFetches?: number
  clock?: () => number
  /** Called for each read that no tier could answer, once the directory has, or has not. */
  onMiss?: (miss: Miss) => void
  /** Called when a breaker changes. */
  onBreakerChange?: (change: BreakerChange) => void
}

export interface UserReader {
  /**
   * @throws AppError NOT_FOUND for an unknown, deleted or foreign id; UNAVAILABLE when the directory is away and
   * `whenUnavailable` isn't 'stand-in'
   */
  byId: (tenantId: string, userId: string, whenUnavailable?: 'fail' | 'stand-in') => Promise<UserProfile>
  /** Profiles in the order asked for, duplicates included, and an error for each id that has none. No stand-ins. */
  byIds: (tenantId: string, userIds: string[]) => Promise<{ items: UserProfile[]; errors: ReadFault[] }>
  /** What each tier holds of a user, and what a read would answer now. Counts as no read. */
  inspect: (tenantId: string, userId: string) => Promise<Inspection>
  /** Totals of this process since it started. */
  counts: () => ReadCounts
  /** Reads by how long they took, of this process since it started. */
  latency: () => LatencyCounts
  breakerState: () => BreakerState
  close: () => void
}

export interface ReadFault {
  id: string
  code: AppError['code']
  message: string
}

/** One near hit of so many is timed, and stands for them all. */
const timedNearHits = 16

/**
 * Read-through: the near cache, Redis, then the directory, behind single-flight over all processes, a timeout, a limit and
 * a breaker.
 */
export function createUserReader(options: UserReaderOptions): UserReader {
  const { cache, logger, maxConcurrentFetches = 4, clock = Date.now, onMiss = () => {}, onBreakerChange } = options
  const policy = { ...breakerDefaults, ...options.breaker }
  const counts: ReadCounts = noReads()
  const latency = createLatencyCounter()
  const given = createGivenVersions()
  const onChange = onBreakerChange && { onChange: onBreakerChange }
  const breaker = createDirectoryBreaker({ ...policy, ...onChange, fetchMany: options.fetchMany, logger })
  const redis = createRedisBreaker({ probe: cache.ping, logger, ...onChange })
  const onCacheError = (error: unknown) => {
    counts.errors += 1
    redis.suspect()
    logger.debug({ err: describeError(error) }, 'the cache did not answer')
  }
  const loader = createMissLoader({
    ...{ cache, given, fetchMany: breaker.fetchMany, maxConcurrentFetches, maxWaitMs: policy.timeoutMs },
    ...{ clock, onCacheError, isCacheAway: redis.isOpen },
    onDirectoryError: () => {
      counts.errors += 1
    },
    onShared: () => {
      counts.coalesced += 1
    },
  })

  /** One id that the cache had no answer for. `isForeign`: what is cached of it is another tenant's. */
  const readThrough = async (tenantId: string, userId: string, isForeign: boolean): Promise<UserProfile | AppError> => {
    const startedAt = performance.now()
    if (loader.isLoading(userId)) counts.coalesced += 1
    try {
      const { user } = await loader.load(userId, isForeign ? maxVersion + 1 : given.of(userId))
      counts.fallbacks += 1
      latency.record('directory', performance.now() - startedAt)
      const newest = await newestGiven(user)
      const isKnown = isVisible(newest, tenantId)
      onMiss({ tenantId, userId, unknown: !isKnown })
      if (newest && newest.tenantId !== tenantId && !redis.isOpen())
        await cache.markForeign(tenantId, [userId]).catch(onCacheError)
      return isKnown ? toProfile(newest, 'directory') : userNotFound(userId)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      onMiss({ tenantId, userId, unknown: false })
      return lastKnown(tenantId, userId) ?? error
    }
  }

  /** Where something newer was given to another reader while this one waited, that. */
  const newestGiven = async (user: CachedUser | null): Promise<CachedUser | null> => {
    if (!user || given.accept(user)) return user
    const { users } = await cache.lookUp([user.userId]).catch(() => ({ users: [] }))
    return users[0] ?? user
  }

  const lastKnown = (tenantId: string, userId: string): UserProfile | undefined => {
    const known = cache.lastKnown(userId)
    if (!known || !isVisible(known.user, tenantId) || known.user.version < given.of(userId)) return undefined
    counts.staleServes += 1
    return toStaleProfile(known.user, known.ageMs)
  }

  const readMany = async (tenantId: string, userIds: string[]): Promise<ReadResults> => {
    const ids = [...new Set(userIds)]
    const results: ReadResults = new Map()
    const foreign = new Set<string>()
    if (!redis.isOpen()) {
      await answerFromCache({ cache, tenantId, ids, results, counts, latency, given, foreign }).catch(onCacheError)
    }
    const missed = ids.filter((id) => !results.has(id))
    counts.misses += missed.length
    await Promise.all(missed.map(async (id) => results.set(id, await readThrough(tenantId, id, foreign.has(id)))))
    return results
  }

  return {
    byId: async (tenantId, userId, whenUnavailable = 'fail') => {
      const startedAt = counts.nearHits % timedNearHits === 0 ? performance.now() : 0
      const near = cache.near(tenantId, userId)
      if (near && given.accept(near)) {
        counts.nearHits += 1
        if (startedAt > 0) latency.record('near', performance.now() - startedAt, timedNearHits)
        if (near.deleted) throw userNotFound(userId)
        return toProfile(near, 'cache')
      }
      const result = (await readMany(tenantId, [userId])).get(userId) ?? userNotFound(userId)
      if (!(result instanceof AppError)) return result
      if (result.code !== 'UNAVAILABLE' || whenUnavailable !== 'stand-in') throw result
      counts.standIns += 1
      return standInFor(userId)
    },
    byIds: async (tenantId, userIds) => toList(userIds, await readMany(tenantId, userIds)),
    inspect: createUserInspector({ cache, given, fetchMany: breaker.fetchMany, clock }),
    counts: () => ({ ...counts }),
    latency: latency.counts,
    breakerState: breaker.state,
    close: () => {
      breaker.close()
      redis.close()
    },
  }
}

function toList(userIds: string[], results: ReadResults) {
  const items: UserProfile[] = []
  const errors: ReadFault[] = []
  for (const id of userIds) {
    const result = results.get(id) ?? userNotFound(id)
    if (result instanceof AppError) errors.push({ id, code: result.code, message: result.message })
    else items.push(result)
  }
  return { items, errors }
}

const isVisible = (user: CachedUser | null, tenantId: string): user is CachedUser =>
  user !== null && !user.deleted && user.tenantId === tenantId
