import type { DirectoryClient, ProfileDifference } from '@rollcall/subscriber/directory-client'
import type { DifferenceKind, FindContext, Suspect } from '@rollcall/subscriber/reconcile/reconcile-store'
import type { ProfileDigest } from '@rollcall/user-cache/profile-digest'
import type { UserCache } from '@rollcall/user-cache/user-cache'

/** What `directory.compare` takes at once. */
const batchSize = 2000
const pageSize = 500
/** Keys that aren't a user's are none of ours. Ids in capitals would be another key. */
const userId = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/

/** Batches that the directory compares while the next is read from the cache. */
const batchesAhead = 2

interface Compared {
  kept: ProfileDigest[]
  differing: ProfileDifference[]
}

/**
 * Walks over what is cached, 2,000 users at a time, and asks the directory which of them differ by version or content;
 * nothing else is loaded. What is kept is read before the directory, so that a user created or changed meanwhile is
 * taken neither for orphaned nor for ahead.
 */
export async function* findCacheSuspects(
  cache: UserCache,
  context: FindContext,
): AsyncGenerator<Suspect[], void, undefined> {
  const { directory, signal, progress, checked } = context
  const { totalCached } = await cache.getStats()
  const compared: Promise<Compared>[] = []
  let done = 0
  const pagesOf = async function* (batch: Promise<Compared> | undefined) {
    if (!batch) return
    const { kept, differing } = await batch
    signal.throwIfAborted()
    const suspects = toSuspects(kept, differing)
    checked(kept.length)
    for (let from = 0; from < suspects.length; from += pageSize) yield suspects.slice(from, from + pageSize)
    done += kept.length
    progress(Math.min(done, totalCached), totalCached)
  }

  progress(0, totalCached)
  for await (const ids of cache.scanIds(batchSize)) {
    signal.throwIfAborted()
    const kept = await cache.digests([...new Set(ids)].filter((id) => userId.test(id)))
    if (kept.length === 0) continue
    const batch = compare(directory, kept)
    // Its failure is met when its turn comes, or nobody waits for it any more.
    batch.catch(() => {})
    compared.push(batch)
    if (compared.length > batchesAhead) yield* pagesOf(compared.shift())
  }
  while (compared.length > 0) yield* pagesOf(compared.shift())
  progress(totalCached, totalCached)
}

async function compare(directory: Pick<DirectoryClient, 'compare'>, kept: ProfileDigest[]): Promise<Compared> {
  const differing = await directory.compare(kept.map(({ userId: id, version, digest }) => [id, version, digest]))
  return { kept, differing }
}

/** Where no version can be read, 0 is kept: older than any. */
function toSuspects(kept: ProfileDigest[], differing: ProfileDifference[]): Suspect[] {
  const versions = new Map(kept.map((profile) => [profile.userId, profile.version]))
  return differing.map(({ userId: id, version }) => {
    const keptVersion = versions.get(id) ?? 0
    return { userId: id, kind: kindOf(keptVersion, version), keptVersion }
  })
}

function kindOf(kept: number, theirs: number | null): DifferenceKind {
  if (theirs === null) return 'orphaned'
  if (kept === theirs) return 'tampered'
  return kept < theirs ? 'stale' : 'ahead'
}
