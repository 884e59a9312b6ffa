import { LRUCache } from 'lru-cache'
import type { CachedUser } from './cached-user.js'

/**
 * The highest version of each user that this process has been given, of the users it met last. A profile that is older
 * was written by a late event after the newer one had been evicted: it is taken for absent, and so read anew.
 */
export interface GivenVersions {
  /** 0 where nothing is remembered. */
  of: (userId: string) => number
  /** Answers whether the user is as new as what was given before, and remembers it then. */
  accept: (user: CachedUser) => boolean
  /** What the directory itself says now counts, also where it was set back. */
  set: (user: CachedUser) => void
}

export function createGivenVersions(max = 50_000): GivenVersions {
  const versions = new LRUCache<string, number>({ max })
  return {
    of: (userId) => versions.peek(userId) ?? 0,
    accept: ({ userId, version }) => {
      const given = versions.get(userId) ?? 0
      if (version > given) versions.set(userId, version)
      return version >= given
    },
    set: ({ userId, version }) => {
      versions.set(userId, version)
    },
  }
}
