import { limitSchema, reasonSchema, strictInput } from '@rollcall/service-kit/input'
import { personProcedure, router } from '@rollcall/service-kit/trpc'
import type { Subscriber } from '@rollcall/subscriber/subscriber'
import { z } from 'zod'
import type { PrewarmDesk } from './prewarm-desk.js'
import { prewarmLimits } from './prewarm-options.js'

const between = ({ min, max }: { min: number; max: number }) => {
  const expected = `expected ${min} to ${max}`
  return z.int(expected).min(min, expected).max(max, expected).optional()
}
const startInput = strictInput({
  daysBack: between(prewarmLimits.daysBack),
  batchSize: between(prewarmLimits.batchSize),
  delayBetweenBatches: between(prewarmLimits.delayBetweenBatches),
  maxUsers: between(prewarmLimits.maxUsers),
  reason: reasonSchema,
})
const runsInput = strictInput({ limit: limitSchema(50).default(10) })
const runInput = strictInput({
  id: z.uuid('expected the id of a run (a UUID)').toLowerCase(),
  limit: limitSchema(200).default(50),
  cursor: z.string().max(100).optional(),
})

const target = { kind: 'subscriber', id: 'chat' } as const

/** `cache.prewarm`: fills the cache with the participants of recent conversations, as a run. */
export function createPrewarmRouter({
  prewarmDesk,
  subscriber,
}: {
  prewarmDesk: PrewarmDesk
  subscriber: Pick<Subscriber, 'audit'>
}) {
  return router({
    start: personProcedure('cache.operate')
      .input(startInput)
      .mutation(({ ctx, input: { reason, ...options } }) => {
        const { tenantId, userId } = ctx.person
        const deed = { action: 'prewarm.started', target, reason, details: options } as const
        return subscriber.audit.recording(ctx, deed, () => prewarmDesk.start({ tenantId, startedBy: userId, options }))
      }),
    stop: personProcedure('cache.operate')
      .input(strictInput({ reason: reasonSchema }))
      .mutation(({ ctx, input }) => {
        const deed = { action: 'prewarm.stopped', target, reason: input.reason } as const
        return subscriber.audit.recording(ctx, deed, () => prewarmDesk.stop(ctx.person))
      }),
    runs: personProcedure('cache.read')
      .input(runsInput.prefault({}))
      .query(({ ctx, input }) => prewarmDesk.runs(ctx.person, input.limit)),
    run: personProcedure('cache.read')
      .input(runInput)
      .query(({ ctx, input }) => prewarmDesk.run(ctx.person, input)),
  })
}
