import type { DirectoryUser } from '@rollcall/events/user-event'
import type { ReconcileStore } from '@rollcall/subscriber/reconcile/reconcile-store'
import type { ApplyResult, KeptVersion, SubscriberStore } from '@rollcall/subscriber/subscriber-store'
import type { CachedUser } from '@rollcall/user-cache/cached-user'
import type { WriteOutcome } from '@rollcall/user-cache/commands'
import type { UserCache } from '@rollcall/user-cache/user-cache'
import { fieldsOf, readKept } from './cached-fields.js'
import { findCacheSuspects } from './find-cache-suspects.js'

/** An event this late may come after a newer one whose profile has been evicted since. */
const oldNewsMs = 600_000

/**
 * The cache as a subscriber's projection: every event is written, so that a user who was read once is never stale.
 * What may be old news is written only over what is cached: the cache may have forgotten something newer.
 * Reconcile looks at what is cached only; the rest is read through on demand.
 */
export function createCacheStore(cache: UserCache): SubscriberStore & ReconcileStore {
  let lastCount = 0
  return {
    apply: async (users, { mayBeOld = false } = {}) => {
      const isOldNews = (user: DirectoryUser) => mayBeOld || Date.now() - Date.parse(user.eventAt) > oldNewsMs
      const [old, fresh] = [users.filter(isOldNews), users.filter((user) => !isOldNews(user))]
      const [refreshed, written] = await Promise.all([cache.refresh(old), cache.set(fresh)])
      return toResult([...old, ...fresh], [...refreshed, ...written])
    },
    // A report: the rest of the status is worth seeing while Redis is away.
    count: async () => {
      lastCount = await cache.getStats().then(
        ({ totalCached }) => totalCached,
        () => lastCount,
      )
      return lastCount
    },
    versions: async (ids) => {
      const users = await cache.stored(ids.map((id) => id.toLowerCase()))
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
