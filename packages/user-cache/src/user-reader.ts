import { AppError, describeError, userNotFound } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { CachedUser } from './cached-user.js'
import {
  type BreakerOptions,
  type BreakerState,
  breakerDefaults,
  createDirectoryBreaker,
  type FetchUsers,
} from './directory-breaker.js'
import { createMissLoader } from './miss-loader.js'
import { noReads, type ReadCounts } from './read-counters.js'
import type { UserCache } from './user-cache.js'
import { standInFor, toProfile, type UserProfile } from './user-profile.js'

export interface UserReaderOptions {
  cache: UserCache
  /** Asks the directory for up to 500 ids of any tenant. */
  fetchMany: FetchUsers
  logger: Logger
  breaker?: Partial<BreakerOptions>
  maxConcurrentFetches?: number
  clock?: () => number
}

export interface UserReader {
  /**
   * @throws AppError NOT_FOUND for an unknown, deleted or foreign id; UNAVAILABLE when the directory is away and
   * `whenUnavailable` isn't 'stand-in'
   */
  byId: (tenantId: string, userId: string, whenUnavailable?: 'fail' | 'stand-in') => Promise<UserProfile>
  /** Profiles in the order asked for, duplicates included, and an error for each id that has none. No stand-ins. */
  byIds: (tenantId: string, userIds: string[]) => Promise<{ items: UserProfile[]; errors: ReadFault[] }>
  /** Totals of this process since it started. */
  counts: () => ReadCounts
  breakerState: () => BreakerState
  close: () => void
}

export interface ReadFault {
  id: string
  code: AppError['code']
  message: string
}

/** Read-through: the cache, then the directory, behind single-flight, a timeout, a limit and a breaker. */
export function createUserReader(options: UserReaderOptions): UserReader {
  const { cache, logger, maxConcurrentFetches = 4, clock = Date.now } = options
  const policy = { ...breakerDefaults, ...options.breaker }
  const counts: ReadCounts = { ...noReads }
  const breaker = createDirectoryBreaker({ ...policy, fetchMany: options.fetchMany, logger })
  const onCacheError = (error: unknown) => {
    counts.errors += 1
    logger.debug({ err: describeError(error) }, 'the cache did not answer')
  }

  const load = createMissLoader({
    cache,
    fetchMany: breaker.fetchMany,
    maxConcurrentFetches,
    maxWaitMs: policy.timeoutMs,
    clock,
    onCacheError,
    onDirectoryError: () => {
      counts.errors += 1
    },
  })

  /** One id that the cache had no answer for. */
  const readThrough = async (tenantId: string, userId: string): Promise<UserProfile | AppError> => {
    try {
      const { user } = await load(userId)
      counts.fallbacks += 1
      if (user && user.tenantId !== tenantId) await cache.markForeign(tenantId, [userId]).catch(onCacheError)
      return isVisible(user, tenantId) ? toProfile(user, 'directory') : userNotFound(userId)
    } catch (error) {
      if (error instanceof AppError) return error
      throw error
    }
  }

  const readMany = async (tenantId: string, userIds: string[]): Promise<Map<string, UserProfile | AppError>> => {
    const ids = [...new Set(userIds)]
    const results = new Map<string, UserProfile | AppError>()
    await answerFromCache({ cache, tenantId, ids, results, counts }).catch(onCacheError)
    const missed = ids.filter((id) => !results.has(id))
    counts.misses += missed.length
    await Promise.all(missed.map(async (id) => results.set(id, await readThrough(tenantId, id))))
    return results
  }

  return {
    byId: async (tenantId, userId, whenUnavailable = 'fail') => {
      const result = (await readMany(tenantId, [userId])).get(userId) ?? userNotFound(userId)
      if (!(result instanceof AppError)) return result
      if (result.code === 'UNAVAILABLE' && whenUnavailable === 'stand-in') return standInFor(userId)
      throw result
    },
    byIds: async (tenantId, userIds) => toList(userIds, await readMany(tenantId, userIds)),
    counts: () => ({ ...counts }),
    breakerState: breaker.state,
    close: breaker.close,
  }
}

function toList(userIds: string[], results: Map<string, UserProfile | AppError>) {
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

/**
 * Fills `results` with what the cache knows. A profile of another tenant counts as absent, so that it takes the same
 * way as an unknown id: to the directory once, then to a marker for half a minute.
 */
async function answerFromCache(options: {
  cache: UserCache
  tenantId: string
  ids: string[]
  results: Map<string, UserProfile | AppError>
  counts: ReadCounts
}): Promise<void> {
  const { cache, tenantId, ids, results, counts } = options
  const users = await cache.batchGet(ids)
  for (const user of users) {
    if (user?.tenantId !== tenantId) continue
    results.set(user.userId, user.deleted ? userNotFound(user.userId) : toProfile(user, 'cache'))
    counts.hits += 1
  }
  const absent = ids.filter((id) => !results.has(id))
  const unknown = await cache.areUnknown(tenantId, absent)
  for (const [index, id] of absent.entries()) {
    if (!unknown[index]) continue
    results.set(id, userNotFound(id))
    counts.negatives += 1
  }
}
