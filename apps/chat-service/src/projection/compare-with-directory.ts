import type { DirectoryClient } from '@rollcall/subscriber/directory-client'
import type { CachedUser } from '@rollcall/user-cache/cached-user'
import type { UserCache } from '@rollcall/user-cache/user-cache'

const batchSize = 500

export interface CacheDifference {
  checked: number
  /** Ids whose user the directory has in a newer version. */
  stale: string[]
  /** Users the directory doesn't know. */
  orphans: CachedUser[]
  /** Users that are newer here than in the directory: it was set back to an older state. */
  ahead: CachedUser[]
}

/**
 * Walks over what is cached, 500 users at a time, and compares versions with the directory. Our own versions are read
 * first, so that a user created or changed meanwhile is taken neither for an orphan nor for one that is ahead.
 */
export async function* compareWithDirectory(options: {
  cache: UserCache
  directory: Pick<DirectoryClient, 'versionsOf'>
  signal?: AbortSignal
}): AsyncGenerator<CacheDifference> {
  const { cache, directory, signal } = options
  for await (const ids of cache.scanIds(batchSize)) {
    signal?.throwIfAborted()
    const held = (await cache.batchGet([...new Set(ids)])).filter((user) => user !== null)
    if (held.length === 0) continue
    const versions = await directory.versionsOf(held.map(({ userId }) => userId))
    const known = new Map(versions.map(({ userId, version }) => [userId, version]))
    const difference: CacheDifference = { checked: held.length, stale: [], orphans: [], ahead: [] }
    for (const user of held) {
      const version = known.get(user.userId)
      if (version === undefined) difference.orphans.push(user)
      else if (version > user.version) difference.stale.push(user.userId)
      else if (version < user.version) difference.ahead.push(user)
    }
    yield difference
  }
}
