import { isUuid } from '@rollcall/events/is-uuid'
import type { DirectoryUser } from '@rollcall/events/user-event'
import type { DirectoryClient } from '@rollcall/subscriber/directory-client'
import type { CacheableUser } from '@rollcall/user-cache/cached-user'
import { inChunks } from '@rollcall/user-cache/in-chunks'
import type { ProfileDigest } from '@rollcall/user-cache/profile-digest'
import { compareDigests } from '../../projection/compare-digests.js'
import type { VerifiedDifference } from '../verify-report.js'

/** What the cache asks of the directory. */
export interface Directory extends Pick<DirectoryClient, 'compare'> {
  profiles: (
    ids: string[],
    limits?: { timeoutMs?: number },
  ) => Promise<{ items: (DirectoryUser | CacheableUser)[]; missing: string[] }>
}

const profilesPerRead = 500

/** Whether a profile says whose it is. */
export const namesItsTenant = ({ tenantId }: ProfileDigest) => isUuid(tenantId)

/** Which of at most 2,000 profiles differ from the directory's. */
export async function findDifferences(directory: Directory, kept: ProfileDigest[]): Promise<VerifiedDifference[]> {
  const differing = await compareDigests(directory, kept)
  return differing.map((difference) => ({ ...difference, keptVersion: difference.keptVersion || null }))
}

/**
 * Those that are the organisation's, and how many of them the directory had to place: where a profile doesn't say whose
 * it is the directory does, and one that nobody can place is nobody's.
 */
export async function keepOwn(options: {
  directory: Directory
  tenantId: string
  kept: ProfileDigest[]
  differing: VerifiedDifference[]
}): Promise<{ own: VerifiedDifference[]; placed: number }> {
  const { directory, tenantId, kept, differing } = options
  const named = new Set(kept.filter(namesItsTenant).map(({ userId }) => userId))
  const unplaced = differing.filter(({ userId }) => !named.has(userId)).map(({ userId }) => userId)
  const placed = new Set<string>()
  for (const ids of inChunks(unplaced, profilesPerRead)) {
    const { items } = await directory.profiles(ids)
    for (const user of items) if (user.tenantId === tenantId) placed.add(user.userId)
  }
  const own = differing.filter(({ userId }) => named.has(userId) || placed.has(userId))
  return { own, placed: placed.size }
}
