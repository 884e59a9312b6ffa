import type { Logger } from '@rollcall/service-kit/logger'
import type { Queryable } from '@rollcall/service-kit/postgres'
import type { UserVersion } from '@rollcall/subscriber/directory-client'
import type { ReconcileContext, ReconcileResult } from '@rollcall/subscriber/reconciler'
import { createBoundedTasks } from './bounded-tasks.js'
import { differingBuckets, readOwnDigests, readOwnVersions } from './bucket-digests.js'

const snapshotPageSize = 500
/** While one page is written here, the directory reads the next. */
const pagesAtOnce = 3

/**
 * Makes the projection equal to the directory: digests, then the versions of buckets that differ, then whole users of
 * what differs. The first load, the catch-up after lost messages and the repair of drift are this one operation.
 * Memory holds one bucket's versions and three pages of users. Cut off anywhere, the next run goes on with what differs.
 */
export async function reconcile(db: Queryable, logger: Logger, context: ReconcileContext): Promise<ReconcileResult> {
  const { directory, apply, progress, signal } = context
  const result: ReconcileResult = { checked: 0, repaired: 0, orphans: 0 }
  let wanted: string[] = []

  const pull = async (ids: string[]) => {
    const { items, unreadable } = await directory.snapshot(ids)
    for (const { userId, reason } of unreadable) logger.error({ userId, reason }, 'a snapshot is not understood')
    const { applied } = await apply(items)
    result.repaired += applied.length
  }

  const buckets = differingBuckets(await readOwnDigests(db), await directory.digest())
  progress(0, buckets.length)
  const pulls = createBoundedTasks(pagesAtOnce)
  try {
    for (const [index, bucket] of buckets.entries()) {
      // Ours first: a user who is created meanwhile is then news, and never taken for an orphan.
      const own = await readOwnVersions(db, bucket)
      for await (const page of directory.versionsOfBucket(bucket)) {
        result.checked += page.length
        await forgetFuture(db, own, page)
        wanted.push(...page.filter(({ userId, version }) => own.get(userId) !== version).map(({ userId }) => userId))
        for (const { userId } of page) own.delete(userId)
        while (wanted.length >= snapshotPageSize) {
          signal.throwIfAborted()
          const ids = wanted.slice(0, snapshotPageSize)
          wanted = wanted.slice(snapshotPageSize)
          await pulls.add(() => pull(ids))
        }
      }
      signal.throwIfAborted()
      result.checked += own.size
      result.orphans += await removeOrphans(db, [...own.keys()])
      progress(index + 1, buckets.length)
    }
    if (wanted.length > 0) await pulls.add(() => pull(wanted))
    await pulls.finish()
  } finally {
    await pulls.settle()
  }
  return result
}

/** What is left of ours is unknown to the directory. */
async function removeOrphans(db: Queryable, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0
  const { rowCount } = await db.query('DELETE FROM directory_user WHERE id = ANY($1::uuid[])', [ids])
  return rowCount ?? 0
}

/**
 * A version above the directory's, though ours was read before, comes from a future that the directory has lost
 * (restored from a backup). The guard would keep it for ever, so it makes room for the directory's own.
 */
async function forgetFuture(db: Queryable, own: Map<string, number>, page: UserVersion[]): Promise<void> {
  const ahead = page.filter(({ userId, version }) => (own.get(userId) ?? 0) > version)
  if (ahead.length === 0) return
  await db.query(
    `DELETE FROM directory_user AS kept USING unnest($1::uuid[], $2::int[]) AS given (id, version)
     WHERE kept.id = given.id AND kept.user_version > given.version`,
    [ahead.map(({ userId }) => userId), ahead.map(({ version }) => version)],
  )
}
