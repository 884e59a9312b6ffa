import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import { router, serviceProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import { parkedDiscardInput, parkedListInput, parkedRetryInput } from './parked/parked-input.js'
import type { Subscriber } from './subscriber.js'

const tenantSchema = z.uuid('expected the id of an organisation (a UUID)')

export const tripInput = strictInput({
  tenantId: tenantSchema,
  position: z.int().nonnegative(),
  eventId: z.uuid('expected the id of an event (a UUID)'),
  userId: userIdSchema,
  userVersion: z.int().positive(),
})
export type TripInput = z.infer<typeof tripInput>

const standingInput = strictInput({
  tenantId: tenantSchema,
  ids: z.array(userIdSchema).min(1, 'name at least one user').max(500, 'name at most 500 users at once'),
})
const replayInput = strictInput({ replayId: z.uuid('expected the id of a replay (a UUID)') })

/**
 * The `subscriber` procedures: what auth-service asks of every subscriber in a person's name. It has checked the
 * person's permission, and names the organisation.
 */
export function createSubscriberRouter({ subscriber }: { subscriber: Subscriber }) {
  return router({
    parkedList: serviceProcedure.input(parkedListInput).query(({ input }) => subscriber.parked.list(input)),
    parkedRetry: serviceProcedure.input(parkedRetryInput).mutation(({ input }) => subscriber.parked.retry(input)),
    parkedDiscard: serviceProcedure.input(parkedDiscardInput).mutation(({ input }) => subscriber.parked.discard(input)),
    trip: serviceProcedure.input(tripInput).query(({ input }) => subscriber.trip(input)),
    standing: serviceProcedure
      .input(standingInput)
      .query(async ({ input }) => ({ items: await subscriber.arrivals(input.tenantId, input.ids) })),
    health: serviceProcedure.input(strictInput({}).optional()).query(() => subscriber.health()),
    erase: serviceProcedure
      .input(strictInput({ userId: userIdSchema }))
      .mutation(({ input }) => subscriber.eraseUser(input.userId)),
    replayOutcome: serviceProcedure.input(replayInput).query(({ input }) => subscriber.replayOutcome(input.replayId)),
  })
}
