import { AppError } from '@rollcall/service-kit/errors'
import { type BatchLoader, createBatchLoader, type Load, later } from './batch-loader.js'
import { maxVersion } from './cached-user.js'
import type { LeaseOutcome } from './commands.js'
import type { DirectoryAnswer, FetchUsers } from './directory-breaker.js'
import { fillCache, type LoadedUser } from './fill-cache.js'
import type { GivenVersions } from './given-versions.js'
import type { WantedUser } from './leases.js'
import type { UserCache } from './user-cache.js'

export interface MissLoaderOptions {
  cache: UserCache
  given: GivenVersions
  fetchMany: FetchUsers
  maxConcurrentFetches: number
  maxWaitMs: number
  clock: () => number
  /** Whether the cache is known not to answer, and not worth the wait. */
  isCacheAway: () => boolean
  /** Hears of a Redis that is away; the directory's answer is good without it. */
  onCacheError: (error: unknown) => void
  onDirectoryError: (error: unknown) => void
  /** Another process asks the directory already, and its answer is waited for. */
  onShared: () => void
}

/** What `directory.snapshot` and `directory.profiles` take. */
const maxIdsPerFetch = 500
const maxIdsWaiting = 20_000
/** After so many looks (about a second) at what another process was to bring, the directory is asked without it. */
const maxDeferrals = 22
/** A user who changes while each of so many answers is on its way is given as last answered. */
const maxRounds = 3

type Answers = Map<string, LoadedUser | AppError | typeof later>

/** Gets users whom the cache doesn't have: one question an id over all processes, in batches, written under leases. */
export function createMissLoader(options: MissLoaderOptions): BatchLoader<LoadedUser> {
  const { cache, given, clock, isCacheAway, onCacheError, onDirectoryError, onShared } = options

  const fetchMany = async (ids: string[]): Promise<DirectoryAnswer> =>
    options.fetchMany(ids).catch((error: unknown) => {
      onDirectoryError(error)
      throw error
    })

  /** Asks the directory until nothing overtakes its answer. */
  const ask = async (asked: string[], token: string | null): Promise<Answers> => {
    const answers: Answers = new Map()
    let ids = asked
    for (let round = 1; ids.length > 0; round += 1) {
      const answer = await fetchMany(ids)
      const { loaded, overtaken } = await fillCache({ cache, given, ids, answer, token, clock }).catch(
        (error: unknown) => {
          onCacheError(error)
          return fillCache({ cache, given, ids, answer, token: null, clock })
        },
      )
      for (const [id, user] of loaded) answers.set(id, user)
      if (round === maxRounds || token === null) break
      ids = overtaken
      await take(
        ids.map((userId) => ({ userId, minVersion: maxVersion + 1 })),
        token,
      )
    }
    return answers
  }
  /** A directory that is away fails these ids, and none that came along with them. */
  const askOrFail = (ids: string[], token: string | null): Promise<Answers> =>
    ask(ids, token).catch((error: unknown) => {
      if (error instanceof AppError) return new Map(ids.map((id) => [id, error]))
      throw error
    })
  const askUnderLease = async (ids: string[], token: string): Promise<Answers> => {
    try {
      return await askOrFail(ids, token)
    } finally {
      await cache.leases.release(ids, token).catch(onCacheError)
    }
  }

  /** Null while Redis is away. */
  const take = async (users: WantedUser[], token: string): Promise<LeaseOutcome[] | null> => {
    if (isCacheAway()) return null
    return cache.leases.take(users, token).catch((error: unknown) => {
      onCacheError(error)
      return null
    })
  }
  const read = async (ids: string[]): Promise<Answers> => {
    const users = await cache.stored(ids).catch((error: unknown) => {
      onCacheError(error)
      return []
    })
    return new Map(ids.flatMap((id, index) => (users[index] ? [[id, { user: users[index] }]] : [])))
  }

  const loadMany = async (loads: Load[]): Promise<Answers> => {
    const ids = loads.map(({ id }) => id)
    const token = cache.leases.newToken()
    const outcomes = await take(
      loads.map(({ id, minVersion }) => ({ userId: id, minVersion })),
      token,
    )
    if (!outcomes) return askOrFail(ids, null)
    const withOutcome = (outcome: LeaseOutcome) => ids.filter((_, index) => outcomes[index] === outcome)
    const answers: Answers = await read(withOutcome('present'))
    for (const id of withOutcome('unknown')) answers.set(id, { user: null })
    const shared = loads.filter((load, index) => outcomes[index] === 'busy' && load.deferrals < maxDeferrals)
    for (const { id, deferrals } of shared) {
      if (deferrals === 0) onShared()
      answers.set(id, later)
    }
    const granted = withOutcome('granted')
    const impatient = ids.filter((id, index) => !answers.has(id) && outcomes[index] !== 'granted')
    const asked = await Promise.all([
      ...(granted.length > 0 ? [askUnderLease(granted, token)] : []),
      ...(impatient.length > 0 ? [askOrFail(impatient, null)] : []),
    ])
    return new Map([...answers, ...asked.flatMap((answered) => [...answered])])
  }

  return createBatchLoader<LoadedUser>({
    ...{ loadMany, maxBatch: maxIdsPerFetch, maxConcurrentBatches: options.maxConcurrentFetches },
    ...{ maxWaiting: maxIdsWaiting, maxWaitMs: options.maxWaitMs, now: () => performance.now() },
  })
}
