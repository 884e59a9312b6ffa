import type { ReconcileContext, ReconcileResult } from '@rollcall/subscriber/reconciler'
import type { UserCache } from '@rollcall/user-cache/user-cache'
import { compareWithDirectory } from './compare-with-directory.js'

/**
 * Brings what is cached up to date. Nothing is loaded that isn't cached already: the rest is read through on demand.
 * A user who is ahead of the directory is dropped, and comes back by the next read.
 */
export async function reconcileCache(cache: UserCache, context: ReconcileContext): Promise<ReconcileResult> {
  const { directory, apply, progress, signal } = context
  const { totalCached } = await cache.getStats()
  const result: ReconcileResult = { checked: 0, repaired: 0, orphans: 0 }
  progress(0, totalCached)
  for await (const difference of compareWithDirectory({ cache, directory, signal })) {
    const { checked, stale, orphans, ahead } = difference
    result.checked += checked
    if (stale.length > 0) {
      const { items } = await directory.snapshot(stale)
      result.repaired += (await apply(items)).applied.length
    }
    result.orphans += await cache.drop(orphans)
    result.repaired += await cache.drop(ahead)
    progress(Math.min(result.checked, totalCached), totalCached)
  }
  progress(totalCached, totalCached)
  return result
}
