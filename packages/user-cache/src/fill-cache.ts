import { AppError } from '@rollcall/service-kit/errors'
import { type CachedUser, toCachedUser } from './cached-user.js'
import type { DirectoryAnswer } from './directory-breaker.js'
import type { UserCache } from './user-cache.js'

/** A user as the directory or, where it knew better meanwhile, the cache has it; null: nobody knows this id. */
export type LoadedUser = { user: CachedUser | null }

/**
 * Writes the directory's answer through the guard. Where an event overtook the answer, the cache's newer value is
 * what the reader gets. `onCacheError` hears of a Redis that is away; the answer is good without it.
 */
export async function fillCache(options: {
  cache: UserCache
  ids: string[]
  answer: DirectoryAnswer
  clock: () => number
  onCacheError: (error: unknown) => void
}): Promise<Map<string, LoadedUser | AppError>> {
  const { cache, ids, answer, clock, onCacheError } = options
  const loaded = new Map<string, LoadedUser | AppError>()
  for (const id of ids)
    loaded.set(id, new AppError('UNAVAILABLE', 'The directory left an id unanswered. Try again soon.'))
  for (const id of answer.missing) loaded.set(id, { user: null })
  for (const item of answer.items) loaded.set(item.userId, { user: toCachedUser(item, clock()) })
  try {
    const [outcomes, marked] = await Promise.all([cache.set(answer.items), cache.markUnknown(answer.missing)])
    const overtaken = [
      ...answer.items.filter((_, index) => outcomes[index] === 'superseded').map(({ userId }) => userId),
      ...answer.missing.filter((_, index) => !marked[index]),
    ]
    const newer = await cache.batchGet(overtaken)
    for (const user of newer) if (user) loaded.set(user.userId, { user })
  } catch (error) {
    onCacheError(error)
  }
  return loaded
}
