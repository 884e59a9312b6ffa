import { createBatchLoader } from './batch-loader.js'
import type { FetchUsers } from './directory-breaker.js'
import { fillCache, type LoadedUser } from './fill-cache.js'
import type { UserCache } from './user-cache.js'

/** What `directory.snapshot` takes. */
const maxIdsPerFetch = 500
const maxIdsWaiting = 20_000

/** Gets users the cache doesn't have: one question an id, in batches, each answer written through the guard. */
export function createMissLoader(options: {
  cache: UserCache
  fetchMany: FetchUsers
  maxConcurrentFetches: number
  maxWaitMs: number
  clock: () => number
  onCacheError: (error: unknown) => void
  onDirectoryError: (error: unknown) => void
}): (userId: string) => Promise<LoadedUser> {
  const { cache, fetchMany, clock, onCacheError, onDirectoryError } = options
  return createBatchLoader<LoadedUser>({
    loadMany: async (ids) => {
      const answer = await fetchMany(ids).catch((error: unknown) => {
        onDirectoryError(error)
        throw error
      })
      return fillCache({ cache, ids, answer, clock, onCacheError })
    },
    maxBatch: maxIdsPerFetch,
    maxConcurrentBatches: options.maxConcurrentFetches,
    maxWaiting: maxIdsWaiting,
    maxWaitMs: options.maxWaitMs,
    clock,
  })
}
