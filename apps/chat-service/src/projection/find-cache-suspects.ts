import type { FindContext, Suspect } from '@rollcall/subscriber/reconcile/reconcile-store'
import type { UserCache } from '@rollcall/user-cache/user-cache'
import { compareDigests, type DigestDifference, scanDigests } from './compare-digests.js'

const pageSize = 500
/** Batches that the directory compares while the next is read from the cache. */
const batchesAhead = 2

interface Compared {
  count: number
  differing: DigestDifference[]
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
    const { count, differing } = await batch
    signal.throwIfAborted()
    const suspects = differing.map(({ userId, kind, keptVersion }) => ({ userId, kind, keptVersion }))
    checked(count)
    for (let from = 0; from < suspects.length; from += pageSize) yield suspects.slice(from, from + pageSize)
    done += count
    progress(Math.min(done, totalCached), totalCached)
  }

  progress(0, totalCached)
  for await (const { kept } of scanDigests(cache)) {
    signal.throwIfAborted()
    if (kept.length === 0) continue
    const batch = compareDigests(directory, kept).then((differing) => ({ count: kept.length, differing }))
    // Its failure is met when its turn comes, or nobody waits for it any more.
    batch.catch(() => {})
    compared.push(batch)
    if (compared.length > batchesAhead) yield* pagesOf(compared.shift())
  }
  while (compared.length > 0) yield* pagesOf(compared.shift())
  progress(totalCached, totalCached)
}
