import { createCursor, cursorInput } from '@rollcall/service-kit/cursor'
import { choiceSchema, limitSchema, reasonSchema, strictInput, userIdSchema } from '@rollcall/service-kit/input'
import { shareRecent } from '@rollcall/service-kit/share-recent'
import { personProcedure, router } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import type { Subscriber } from './subscriber.js'
import { watchSubscriber } from './watch-subscriber.js'

export const versionsInput = strictInput({
  ids: z
    .array(z.uuid('expected the id of a user (a UUID)'))
    .min(1, 'name at least one user')
    .max(500, 'name at most 500 users at once'),
})
const reconcileInput = strictInput({ mode: choiceSchema(['preview', 'apply']).default('apply'), reason: reasonSchema })
const runIdSchema = z.uuid('expected the id of a reconcile run (a UUID)')
const historyInput = strictInput({ minutes: limitSchema(1440).default(60) })
/** The number of the last difference on the page before. */
const differenceCursor = createCursor(z.int().nonnegative())

/** The `sync` procedures that every subscriber's service offers alike to people. */
export function createSyncRouter({ subscriber }: { subscriber: Subscriber }) {
  const { recording } = subscriber.audit
  const target = { kind: 'subscriber', id: subscriber.name } as const
  // Watchers come in numbers, and a status counts the whole table.
  const sharedStatus = shareRecent(subscriber.status, 1000)
  const sharedCounts = new Map<string, ReturnType<typeof countsOf>>()
  const countsOf = (tenantId: string) => shareRecent(() => subscriber.ownCounts(tenantId), 1000)
  const watched = (tenantId: string) => {
    const readCounts = sharedCounts.get(tenantId) ?? countsOf(tenantId)
    sharedCounts.set(tenantId, readCounts)
    return {
      onApplied: subscriber.onApplied,
      onReconcile: subscriber.reconcile.onProgress,
      status: async () => ({ ...(await sharedStatus()), ...(await readCounts()) }),
    }
  }
  return router({
    status: personProcedure('sync.read').query(async ({ ctx }) => ({
      ...(await subscriber.status()),
      ...(await subscriber.ownCounts(ctx.person.tenantId)),
    })),

    versions: personProcedure('sync.read')
      .input(versionsInput)
      .query(async ({ ctx, input }) => ({ items: await subscriber.arrivals(ctx.person.tenantId, input.ids) })),

    reconcile: personProcedure('sync.operate')
      .input(reconcileInput)
      .mutation(({ ctx, input: { mode, reason } }) => {
        const request = { mode, reason: 'on demand', startedBy: ctx.person.userId }
        const deed = { action: 'reconcile.started', target, reason, details: { mode } } as const
        return recording(ctx, deed, () => subscriber.reconcile.request(request))
      }),

    stopReconcile: personProcedure('sync.operate')
      .input(strictInput({ reason: reasonSchema }))
      .mutation(({ ctx, input: { reason } }) =>
        recording(ctx, { action: 'reconcile.stopped', target, reason }, subscriber.reconcile.stopRun),
      ),

    reconciles: personProcedure('sync.read')
      .input(strictInput({ limit: limitSchema(100).default(20) }).prefault({}))
      .query(async ({ input }) => ({ items: await subscriber.reconcile.runs(input.limit) })),

    reconcileRun: personProcedure('sync.read')
      .input(strictInput({ id: runIdSchema, cursor: cursorInput, limit: limitSchema(200).default(50) }))
      .query(async ({ ctx, input }) => {
        const after = input.cursor ? differenceCursor.decode(input.cursor) : 0
        const { run, items, last } = await subscriber.reconcile.run({
          ...{ id: input.id, tenantId: ctx.person.tenantId, after, limit: input.limit },
        })
        return { run, differences: { items, nextCursor: last === null ? null : differenceCursor.encode(last) } }
      }),

    drift: personProcedure('sync.read').query(() => subscriber.reconcile.drift()),

    history: personProcedure('sync.read')
      .input(historyInput.prefault({}))
      .query(async ({ input }) => ({ items: await subscriber.history(input.minutes) })),

    repairUser: personProcedure('sync.operate')
      .input(strictInput({ id: userIdSchema, reason: reasonSchema }))
      .mutation(({ ctx, input: { id, reason } }) => {
        const details = { subscriber: subscriber.name }
        const deed = { action: 'user.repaired', target: { kind: 'user', id }, reason, details } as const
        return recording(ctx, deed, () => subscriber.repairUser(ctx.person.tenantId, id))
      }),

    watch: personProcedure('sync.read').subscription(({ ctx, signal }) =>
      watchSubscriber(watched(ctx.person.tenantId), ctx.person.tenantId, signal),
    ),
  })
}
