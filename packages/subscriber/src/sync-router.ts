import { strictInput } from '@rollcall/service-kit/input'
import { personProcedure, router } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import { shareRecent } from './share-recent.js'
import type { Subscriber } from './subscriber.js'
import { watchSubscriber } from './watch-subscriber.js'

/** How one user stands here. `not_cached`: read from the directory on demand, so it can't be stale. */
export interface UserArrival {
  userId: string
  version: number | null
  state: 'present' | 'deleted' | 'unknown' | 'not_cached'
  eventAt: string | null
  syncedAt: string | null
}

export const versionsInput = strictInput({
  ids: z
    .array(z.uuid('expected the id of a user (a UUID)'))
    .min(1, 'name at least one user')
    .max(500, 'name at most 500 users at once'),
})

/**
 * The `sync` procedures that every subscriber's service offers alike.
 * `versions` must answer in the order asked, another tenant's id exactly as an unknown one.
 */
export function createSyncRouter(deps: {
  subscriber: Subscriber
  versions: (tenantId: string, ids: string[]) => Promise<UserArrival[]>
}) {
  const { subscriber, versions } = deps
  // Watchers come in numbers, and a status counts the whole table.
  const watched = { onApplied: subscriber.onApplied, status: shareRecent(subscriber.status, 1000) }
  return router({
    status: personProcedure('sync.read').query(() => subscriber.status()),

    versions: personProcedure('sync.read')
      .input(versionsInput)
      .query(async ({ ctx, input }) => ({ items: await versions(ctx.person.tenantId, input.ids) })),

    reconcile: personProcedure('sync.operate')
      .input(strictInput({}).optional())
      .mutation(() => subscriber.reconcile('on demand')),

    drift: personProcedure('sync.read').query(async () => ({
      differingBuckets: await subscriber.drift(),
      checkedAt: new Date().toISOString(),
    })),

    watch: personProcedure('sync.read').subscription(({ ctx, signal }) =>
      watchSubscriber(watched, ctx.person.tenantId, signal),
    ),
  })
}
