import { type AppError, userNotFound } from '@rollcall/service-kit/errors'
import type { GivenVersions } from './given-versions.js'
import { inChunks } from './in-chunks.js'
import type { LatencyCounter } from './latency.js'
import type { ReadCounts } from './read-counters.js'
import { maxIdsPerRead, type UserCache } from './user-cache.js'
import { toProfile, type UserProfile } from './user-profile.js'

export type ReadResults = Map<string, UserProfile | AppError>

/**
 * Fills `results` with what the cache knows. A profile of another tenant counts as absent (and stands in `foreign`), so
 * that it takes the same way as an unknown id: to the directory once, then to a marker for half a minute. So does what is
 * older than what was given before. What can't be read is removed, so that it is written anew.
 */
export async function answerFromCache(options: {
  cache: UserCache
  tenantId: string
  ids: string[]
  results: ReadResults
  counts: ReadCounts
  latency: LatencyCounter
  given: GivenVersions
  foreign: Set<string>
}): Promise<void> {
  const { cache, tenantId, ids, results, counts, latency, given, foreign } = options
  const startedAt = performance.now()
  let near = 0
  for (const chunk of inChunks(ids, maxIdsPerRead)) {
    const { users, nearHits, corrupt } = await cache.lookUp(chunk, tenantId)
    for (const user of users) {
      if (user && user.tenantId !== tenantId) foreign.add(user.userId)
      if (user?.tenantId !== tenantId || !given.accept(user)) continue
      results.set(user.userId, user.deleted ? userNotFound(user.userId) : toProfile(user, 'cache'))
    }
    near += nearHits
    if (corrupt.length > 0) {
      counts.corrupt += corrupt.length
      await cache.drop(corrupt)
    }
  }
  // Of the near cache's answers, those that were too old to give were no hits.
  near = Math.min(near, results.size)
  counts.nearHits += near
  counts.redisHits += results.size - near
  latency.record(results.size > near ? 'redis' : 'near', performance.now() - startedAt, results.size)
  const absent = ids.filter((id) => !results.has(id))
  const unknown = await cache.areUnknown(tenantId, absent)
  for (const [index, id] of absent.entries()) {
    if (!unknown[index]) continue
    results.set(id, userNotFound(id))
    counts.negatives += 1
  }
}
