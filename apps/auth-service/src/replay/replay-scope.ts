import { choiceSchema, instantSchema, strictInput, userIdSchema } from '@rollcall/service-kit/input'
import { z } from 'zod'

/** Which events of the organisation are sent again. */
export const replayScopeSchema = z.discriminatedUnion(
  'kind',
  [
    strictInput({ kind: z.literal('user'), userId: userIdSchema }),
    strictInput({
      kind: z.literal('event'),
      eventId: z.uuid('expected the id of an event (a UUID)').toLowerCase(),
    }),
    /** From `since` on, and before `until`. */
    strictInput({ kind: z.literal('range'), since: instantSchema, until: instantSchema }),
    strictInput({ kind: z.literal('start') }),
  ],
  { error: 'expected a scope whose kind is one of user, event, range, start' },
)
export type ReplayScope = z.infer<typeof replayScopeSchema>

export const replayStates = ['running', 'done', 'stopped', 'failed'] as const
export type ReplayState = (typeof replayStates)[number]
export const replayStateSchema = choiceSchema(replayStates)

/** SQL: the events of `e` that a scope means, with the values of its parameters from `first` on. */
export function scopeClause(scope: ReplayScope, first: number): { sql: string; values: unknown[] } {
  switch (scope.kind) {
    case 'user':
      return { sql: `e.user_id = $${first}::uuid`, values: [scope.userId] }
    case 'event':
      return { sql: `e.event_id = $${first}::uuid`, values: [scope.eventId] }
    case 'range':
      return {
        sql: `e.occurred_at >= $${first}::timestamptz AND e.occurred_at < $${first + 1}::timestamptz`,
        values: [scope.since, scope.until],
      }
    case 'start':
      return { sql: 'true', values: [] }
  }
}

/**
 * SQL: what may be sent again at all. What is still in the outbox comes by itself, or is held; what was dropped there was
 * undone before anyone approved it, and never left.
 */
export const replayable = `NOT EXISTS (SELECT FROM outbox AS o WHERE o.position = e.position)
  AND NOT EXISTS (SELECT FROM held_event AS k WHERE k.position = e.position AND k.dropped)`
