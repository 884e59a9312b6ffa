import type { SubscriberStore } from '@rollcall/subscriber/apply-events'
import type { UserCache } from '@rollcall/user-cache/user-cache'

/** The cache as a subscriber's projection: every event is written, so that a user who was read once is never stale. */
export function createCacheStore(cache: UserCache): SubscriberStore {
  let lastCount = 0
  return {
    apply: async (users) => {
      const outcomes = await cache.set(users)
      const written = users.filter((_, index) => outcomes[index] === 'written')
      return {
        applied: [...new Set(written.map(({ userId }) => userId))],
        superseded: users.length - written.length,
      }
    },
    // A report: the rest of the status is worth seeing while Redis is away.
    count: async () => {
      lastCount = await cache.getStats().then(
        ({ totalCached }) => totalCached,
        () => lastCount,
      )
      return lastCount
    },
  }
}
