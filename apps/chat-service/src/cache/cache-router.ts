import { AppError } from '@rollcall/service-kit/errors'
import { reasonSchema, strictInput } from '@rollcall/service-kit/input'
import type { Queryable } from '@rollcall/service-kit/postgres'
import { personProcedure, router } from '@rollcall/service-kit/trpc'
import type { Subscriber } from '@rollcall/subscriber/subscriber'
import type { UserCache } from '@rollcall/user-cache/user-cache'
import { z } from 'zod'
import { userIdSchema } from '../user-id.js'
import { inspectProfile } from './inspect-profile.js'
import { readHistory } from './read-samples.js'
import type { CacheStats } from './read-stats.js'

const nothing = strictInput({}).optional()
const historyInput = strictInput({ minutes: z.int().min(5).max(1440).default(60) })
const userInput = strictInput({ id: userIdSchema })
const invalidateInput = strictInput({ id: userIdSchema, reason: reasonSchema })

export function createCacheRouter(deps: {
  system: Queryable
  cache: UserCache
  readStats: () => Promise<CacheStats>
  subscriber: Subscriber
}) {
  const { system, cache, readStats, subscriber } = deps
  return router({
    stats: personProcedure('cache.read').input(nothing).query(readStats),
    history: personProcedure('cache.read')
      .input(historyInput.optional())
      .query(async ({ input }) => ({
        items: await readHistory(system, input?.minutes ?? 60).catch(unavailable('The history')),
      })),
    inspect: personProcedure('cache.read')
      .input(userInput)
      .query(({ ctx, input }) => inspectProfile(cache, ctx.person.tenantId, input.id).catch(unavailable('The cache'))),
    invalidate: personProcedure('cache.operate')
      .input(invalidateInput)
      .mutation(async ({ ctx, input: { id, reason } }) => {
        const { tenantId } = ctx.person
        const deed = { action: 'cache.invalidated', target: { kind: 'user', id }, reason } as const
        const invalidate = () => cache.invalidate(id, { tenantId }).catch(unavailable('The cache'))
        return { removed: await subscriber.audit.recording(ctx, deed, invalidate) }
      }),
  })
}

const unavailable = (what: string) => (cause: unknown) => {
  throw new AppError('UNAVAILABLE', `${what} can't be reached. Try again in a moment.`, { cause })
}
