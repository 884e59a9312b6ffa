import { AppError } from '@rollcall/service-kit/errors'
import { limitSchema, reasonSchema, strictInput } from '@rollcall/service-kit/input'
import { personProcedure, router } from '@rollcall/service-kit/trpc'
import type { Subscriber } from '@rollcall/subscriber/subscriber'
import { z } from 'zod'
import type { PrewarmDesk } from '../prewarm/prewarm-desk.js'
import { createPrewarmRouter } from '../prewarm/prewarm-router.js'
import { userIdSchema } from '../user-id.js'
import type { CacheDesk } from './cache-desk.js'

const maxSample = 10_000

const nothing = strictInput({}).optional()
const historyInput = strictInput({ minutes: z.int().min(5).max(1440).default(60) })
const missesInput = strictInput({ hours: z.int().min(1).max(168).default(24), limit: limitSchema(100).default(10) })
const changesInput = strictInput({ limit: limitSchema(100).default(20) })
const userInput = strictInput({ id: userIdSchema })
const verifyInput = strictInput({
  /** Null: everything that is cached. */
  sample: z
    .int(`expected 1 to ${maxSample}, or null for all`)
    .min(1, `expected 1 to ${maxSample}, or null for all`)
    .max(maxSample, `expected 1 to ${maxSample}, or null for all`)
    .nullable()
    .default(1000),
})
const invalidateInput = strictInput({ id: userIdSchema, reason: reasonSchema })

export function createCacheRouter(deps: { cacheDesk: CacheDesk; prewarmDesk: PrewarmDesk; subscriber: Subscriber }) {
  const { cacheDesk, subscriber } = deps
  const read = personProcedure('cache.read')
  return router({
    stats: read.input(nothing).query(() => cacheDesk.stats()),
    history: read.input(historyInput.prefault({})).query(async ({ input }) => ({
      items: await cacheDesk.history(input.minutes).catch(unavailable('The history')),
    })),
    topMisses: read.input(missesInput.prefault({})).query(async ({ ctx, input }) => ({
      items: await cacheDesk.topMisses(ctx.person.tenantId, input).catch(unavailable('The list of misses')),
    })),
    breakerChanges: read.input(changesInput.prefault({})).query(async ({ input }) => ({
      items: await cacheDesk.breakerChanges(input.limit).catch(unavailable('The history of the breakers')),
    })),
    inspect: read
      .input(userInput)
      .query(({ ctx, input }) => cacheDesk.inspect(ctx.person.tenantId, input.id).catch(unavailable('The cache'))),
    verify: read
      .input(verifyInput.prefault({}))
      .query(({ ctx, input }) =>
        cacheDesk.verify(ctx.person.tenantId, input.sample).catch(unavailable('The cache or the directory')),
      ),
    verifyProgress: read.input(nothing).query(({ ctx }) => cacheDesk.verifyProgress(ctx.person.tenantId)),
    invalidate: personProcedure('cache.operate')
      .input(invalidateInput)
      .mutation(async ({ ctx, input: { id, reason } }) => {
        const deed = { action: 'cache.invalidated', target: { kind: 'user', id }, reason } as const
        const invalidate = () => cacheDesk.invalidate(ctx.person.tenantId, id).catch(unavailable('The cache'))
        return { removed: await subscriber.audit.recording(ctx, deed, invalidate) }
      }),
    prewarm: createPrewarmRouter(deps),
  })
}

const unavailable = (what: string) => (cause: unknown) => {
  if (cause instanceof AppError) throw cause
  throw new AppError('UNAVAILABLE', `${what} can't be reached. Try again in a moment.`, { cause })
}
