import { z } from 'zod'

const count = z.int().nonnegative()
const changesSchema = z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() }))

const parkedItemSchema = z.object({
  id: z.string(),
  state: z.enum(['parked', 'retrying']),
  kind: z.enum(['refused', 'malformed', 'unknown_version']),
  eventId: z.string().nullable(),
  eventType: z.string().nullable(),
  userId: z.string().nullable(),
  userVersion: z.int().nullable(),
  fullName: z.string().nullable(),
  error: z.string(),
  attempts: count,
  firstFailedAt: z.iso.datetime(),
  lastFailedAt: z.iso.datetime(),
  nextAttemptAt: z.iso.datetime().nullable(),
  failures: z.array(z.object({ at: z.string(), error: z.string() })),
  // Whatever stands in a malformed event must not hide the list.
  changes: changesSchema.nullable().catch(null),
})
export type ParkedItem = z.infer<typeof parkedItemSchema>

const decisionShape = {
  /** Settled before; nothing was done to them. */
  already: z.array(
    z.object({ id: z.string(), state: z.enum(['applied', 'superseded', 'discarded']), at: z.iso.datetime() }),
  ),
  unknown: z.array(z.string()),
}

const standingSchema = z.object({
  userId: z.string(),
  version: z.int().nullable(),
  state: z.enum(['present', 'deleted', 'unknown', 'not_cached']),
  eventAt: z.iso.datetime().nullable(),
  syncedAt: z.iso.datetime().nullable(),
  parked: z
    .object({
      id: z.string(),
      error: z.string(),
      attempts: count,
      since: z.iso.datetime(),
      state: z.enum(['parked', 'retrying']),
    })
    .nullable(),
})
/** How one user stands at a subscriber. */
export type KeptStanding = z.infer<typeof standingSchema>

const stepKinds = ['received', 'failed', 'applied', 'superseded', 'parked', 'retried', 'discarded', 'replayed'] as const
const tripSchema = z.object({
  state: z.enum(['applied', 'superseded', 'parked', 'retrying', 'discarded', 'waiting']),
  /** Oldest first. */
  steps: z.array(
    z.object({
      kind: z.enum(stepKinds),
      at: z.iso.datetime(),
      attempt: z.int().optional(),
      error: z.string().optional(),
      by: z.string().optional(),
    }),
  ),
})
export type SubscriberTrip = z.infer<typeof tripSchema>

/** What each `subscriber.*` procedure answers, as far as it is used here. */
export const answerSchemas = {
  parkedList: z.object({ items: z.array(parkedItemSchema), more: z.boolean(), total: count }),
  parkedRetry: z.object({ retrying: count, ...decisionShape }),
  parkedDiscard: z.object({ discarded: count, ...decisionShape }),
  trip: tripSchema,
  standing: z.object({ items: z.array(standingSchema) }),
  health: z.object({
    tenants: z.array(
      z.object({
        tenantId: z.string(),
        kept: z.object({ users: count, versions: count }).nullable(),
        parked: count,
      }),
    ),
    keepsEveryone: z.boolean(),
  }),
  erase: z.object({ erased: z.literal(true) }),
  replayOutcome: z.object({ received: count, applied: count, superseded: count, parked: count }),
}
export type SubscriberProcedure = keyof typeof answerSchemas
export type SubscriberAnswers = { [P in SubscriberProcedure]: z.infer<(typeof answerSchemas)[P]> }
