import { isUuid } from '@rollcall/events/is-uuid'
import type { DirectoryClient } from '@rollcall/subscriber/directory-client'
import type { DifferenceKind } from '@rollcall/subscriber/reconcile/reconcile-store'
import type { ProfileDigest } from '@rollcall/user-cache/profile-digest'
import type { UserCache } from '@rollcall/user-cache/user-cache'

/** A cached profile that is not as the directory has the user. */
export interface DigestDifference {
  userId: string
  /** Who isn't cached is no difference: nobody is missing here. */
  kind: Exclude<DifferenceKind, 'missing'>
  /** Where no version can be read, 0: older than any. */
  keptVersion: number
  /** Null: the directory doesn't know the user. */
  directoryVersion: number | null
}

/** What `directory.compare` takes at once. */
export const profilesPerCompare = 2000

/** All that is cached, in batches for `compareDigests`; `scanned` counts the keys behind each. */
export async function* scanDigests(
  cache: Pick<UserCache, 'scanIds' | 'digests'>,
): AsyncGenerator<{ scanned: number; kept: ProfileDigest[] }> {
  for await (const ids of cache.scanIds(profilesPerCompare)) {
    // Keys that aren't a user's are none of ours.
    yield { scanned: ids.length, kept: await cache.digests([...new Set(ids)].filter(isUuid)) }
  }
}

/** Which of at most 2,000 profiles differ from the directory's. */
export async function compareDigests(
  directory: Pick<DirectoryClient, 'compare'>,
  kept: ProfileDigest[],
): Promise<DigestDifference[]> {
  if (kept.length === 0) return []
  const versions = new Map(kept.map(({ userId, version }) => [userId, version]))
  const differing = await directory.compare(kept.map(({ userId, version, digest }) => [userId, version, digest]))
  return differing.map(({ userId, version: directoryVersion }) => {
    const keptVersion = versions.get(userId) ?? 0
    return { userId, kind: kindOf(keptVersion, directoryVersion), keptVersion, directoryVersion }
  })
}

function kindOf(kept: number, theirs: number | null): DigestDifference['kind'] {
  if (theirs === null) return 'orphaned'
  if (kept === theirs) return 'tampered'
  return kept < theirs ? 'stale' : 'ahead'
}
