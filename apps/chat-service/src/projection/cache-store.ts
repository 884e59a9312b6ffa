import type { DirectoryUser } from '@rollcall/events/user-event'
import type { ReconcileStore } from '@rollcall/subscriber/reconcile/reconcile-store'
import type { ApplyResult, KeptVersion, SubscriberStore } from '@rollcall/subscriber/subscriber-store'
import type { CachedUser } from '@rollcall/user-cache/cached-user'
import type { UserCache, WriteOutcome } from '@rollcall/user-cache/user-cache'
import { fieldsOf, readKept } from './cached-fields.js'
import { findCacheSuspects } from './find-cache-suspects.js'

/**
 * The cache as a subscriber's projection: every event is written, so that a user who was read once is never stale.
 * What may be old news is written only over what is cached: the cache may have forgotten something newer.
 * Reconcile looks at what is cached only; the rest is read through on demand.
 */
export function createCacheStore(cache: UserCache): SubscriberStore & ReconcileStore {
  let lastCount = 0
  return {
    apply: async (users, { mayBeOld = false } = {}) =>
      toResult(users, await (mayBeOld ? cache.refresh(users) : cache.set(users))),
    // A report: the rest of the status is worth seeing while Redis is away.
    count: async () => {
      lastCount = await cache.getStats().then(
        ({ totalCached }) => totalCached,
        () => lastCount,
      )
      return lastCount
    },
    versions: async (ids) => {
      const users = await cache.batchGet(ids.map((id) => id.toLowerCase()))
      return new Map(users.flatMap((user) => (user ? [[user.userId, toKeptVersion(user)]] : [])))
    },
    findSuspects: (context) => findCacheSuspects(cache, context),
    read: (ids) => readKept(cache, ids),
    fieldsOf,
    repair: async (users, seen) => toResult(users, await cache.repair(users, seen)),
    remove: (orphans) => cache.drop(orphans),
  }
}

function toResult(users: DirectoryUser[], outcomes: WriteOutcome[]): ApplyResult {
  const written = users.filter((_, index) => outcomes[index] === 'written')
  return {
    applied: [...new Set(written.map(({ userId }) => userId))],
    superseded: users.length - written.length,
  }
}

function toKeptVersion({ version, tenantId, deleted, eventAt, syncedAt }: CachedUser): KeptVersion {
  return { version, tenantId, deleted, eventAt: toIso(eventAt), syncedAt: toIso(syncedAt) }
}

function toIso(milliseconds: number | null): string | null {
  const date = milliseconds === null ? null : new Date(milliseconds)
  return date && Number.isFinite(date.getTime()) ? date.toISOString() : null
}
