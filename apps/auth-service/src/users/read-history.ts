import type { UserEvent } from '@rollcall/events/user-event'
import { userNotFound } from '@rollcall/service-kit/errors'
import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import { joinActor } from '../sync/actor-name.js'
import { findUser } from './write-user.js'

export interface HistoryEntry {
  eventId: string
  eventType: UserEvent['eventType']
  userVersion: number
  occurredAt: string
  actor: { id: string; kind: UserEvent['actor']['kind']; name: string | null }
  correlationId: string
  changes: UserEvent['changes']
}

type HistoryRow = Omit<HistoryEntry, 'occurredAt' | 'actor'> & {
  occurredAt: Date
  actorId: string
  actorKind: UserEvent['actor']['kind']
  actorName: string | null
}

const inputSchema = strictInput({
  id: userIdSchema,
  cursor: z
    .string()
    .regex(/^\d{1,9}$/, 'expected the nextCursor of the page before')
    .nullish(),
  limit: z.int().min(1, 'expected 1 to 200').max(200, 'expected 1 to 200').default(50),
})

/** A user's events, newest first. */
export const createReadHistory = (pool: Pool) =>
  personProcedure('users.read')
    .input(inputSchema)
    .query(async ({ ctx, input }) => {
      const user = await findUser(pool, ctx.person.tenantId, input.id)
      if (!user) throw userNotFound(input.id)
      const { rows } = await pool.query<HistoryRow>(
        `SELECT e.event_id AS "eventId", e.event_type AS "eventType", e.user_version AS "userVersion",
           e.occurred_at AS "occurredAt", e.actor_id AS "actorId", e.actor_kind AS "actorKind", a.name AS "actorName",
           e.correlation_id AS "correlationId", e.changes
         FROM user_event AS e
         ${joinActor('a', { kind: 'e.actor_kind', id: 'e.actor_id', tenant: 'e.tenant_id' })}
         WHERE e.user_id = $1 AND e.user_version < $2
         ORDER BY e.user_version DESC LIMIT $3`,
        [input.id, input.cursor ? Number(input.cursor) : user.version + 1, input.limit + 1],
      )
      const page = rows.slice(0, input.limit)
      const nextCursor = rows.length > input.limit ? String(page.at(-1)?.userVersion) : null
      // Every version is one event, so the version is also how many there are.
      return { items: page.map(toEntry), nextCursor, total: user.version }
    })

function toEntry(row: HistoryRow): HistoryEntry {
  const { occurredAt, actorId, actorKind, actorName, ...rest } = row
  return { ...rest, occurredAt: occurredAt.toISOString(), actor: { id: actorId, kind: actorKind, name: actorName } }
}
