import { AppError } from '@rollcall/service-kit/errors'
import { type CachedUser, toCachedUser } from './cached-user.js'
import type { DirectoryAnswer } from './directory-breaker.js'
import type { GivenVersions } from './given-versions.js'
import type { UserCache } from './user-cache.js'

/** A user as the directory or, where it knew better meanwhile, the cache has it; null: nobody knows this id. */
export type LoadedUser = { user: CachedUser | null }

export interface Filled {
  loaded: Map<string, LoadedUser | AppError>
  /**
   * Ids of which something was told while the directory answered, and of which the cache has nothing now: what stands in
   * `loaded` may be old.
   */
  overtaken: string[]
}

/**
 * Writes the directory's answer through the guard, under a lease. Where an event overtook the answer, the cache's newer
 * value is what the reader gets.
 */
export async function fillCache(options: {
  cache: UserCache
  given: GivenVersions
  ids: string[]
  answer: DirectoryAnswer
  /** Null: the answer is given and not cached. */
  token: string | null
  clock: () => number
}): Promise<Filled> {
  const { cache, given, ids, answer, token, clock } = options
  const loaded = new Map<string, LoadedUser | AppError>()
  for (const id of ids)
    loaded.set(id, new AppError('UNAVAILABLE', 'The directory left an id unanswered. Try again soon.'))
  for (const id of answer.missing) loaded.set(id, { user: null })
  const answered = new Map(answer.items.map((item) => [item.userId, toCachedUser(item, clock(), 'fill')]))
  for (const [id, user] of answered) loaded.set(id, { user })
  if (token === null) return { loaded, overtaken: [] }

  const [outcomes, marked] = await Promise.all([
    cache.fill(answer.items, token),
    cache.markUnknown(answer.missing, token),
  ])
  const refused = answer.missing.filter((_, index) => !marked[index])
  for (const [index, { userId }] of answer.items.entries()) {
    const user = answered.get(userId)
    if (outcomes[index] === 'superseded') refused.push(userId)
    else if (user) given.set(user)
  }
  const held = await cache.stored(refused)
  const overtaken = refused.filter((userId, index) => {
    const user = held[index]
    if (!user || user.version < (answered.get(userId)?.version ?? 0)) return true
    loaded.set(userId, { user })
    return false
  })
  return { loaded, overtaken }
}
