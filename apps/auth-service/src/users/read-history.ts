import { type UserEvent, userEventTypes } from '@rollcall/events/user-event'
import { keyText } from '@rollcall/service-kit/cursor'
import { userNotFound } from '@rollcall/service-kit/errors'
import { choiceSchema, limitSchema, strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import { type Actor, joinActor } from '../sync/actor-name.js'
import { findUser } from './write-user.js'

export interface HistoryEntry {
  eventId: string
  eventType: UserEvent['eventType']
  userVersion: number
  occurredAt: string
  actor: Actor
  correlationId: string
  changes: UserEvent['changes']
}

type HistoryRow = Omit<HistoryEntry, 'occurredAt' | 'actor'> & {
  occurredAt: Date
  actorId: string
  actorKind: UserEvent['actor']['kind']
  actorName: string | null
}

/** Who has changed somebody, and how often. */
export interface HistoryActor extends Actor {
  events: number
}

const inputSchema = strictInput({
  id: userIdSchema,
  cursor: z
    .string()
    .regex(/^\d{1,9}$/, 'expected the nextCursor of the page before')
    .nullish(),
  limit: limitSchema(200).default(50),
  types: z.array(choiceSchema(userEventTypes)).min(1).max(userEventTypes.length).optional(),
  actorId: keyText.max(200, 'expected the id of an actor').optional(),
})
type Question = z.infer<typeof inputSchema>

/** A user's events, newest first; the first page also tells by whom they are, so that one of those can be asked for. */
export const createReadHistory = (pool: Pool) =>
  personProcedure('users.read')
    .input(inputSchema)
    .query(async ({ ctx, input }) => {
      const user = await findUser(pool, ctx.person.tenantId, input.id)
      if (!user) throw userNotFound(input.id)
      const isFiltered = input.types !== undefined || input.actorId !== undefined
      const [rows, total, actors] = await Promise.all([
        readEvents(pool, input, user.version),
        // Every version is one event, so the version is also how many there are.
        isFiltered ? countEvents(pool, input) : user.version,
        input.cursor ? null : readActors(pool, input.id),
      ])
      const page = rows.slice(0, input.limit)
      const nextCursor = rows.length > input.limit ? String(page.at(-1)?.userVersion) : null
      return { items: page.map(toEntry), nextCursor, total, actors }
    })

const actor = joinActor('a', { kind: 'e.actor_kind', id: 'e.actor_id', tenant: 'e.tenant_id' })
const matches =
  'e.user_id = $1 AND ($2::text[] IS NULL OR e.event_type = ANY ($2)) AND ($3::text IS NULL OR e.actor_id = $3)'
const valuesOf = ({ id, types, actorId }: Question) => [id, types ?? null, actorId ?? null]

async function readEvents(pool: Pool, input: Question, newest: number): Promise<HistoryRow[]> {
  const { rows } = await pool.query<HistoryRow>(
    `SELECT e.event_id AS "eventId", e.event_type AS "eventType", e.user_version AS "userVersion",
       e.occurred_at AS "occurredAt", e.actor_id AS "actorId", e.actor_kind AS "actorKind", a.name AS "actorName",
       e.correlation_id AS "correlationId", e.changes
     FROM user_event AS e ${actor}
     WHERE ${matches} AND e.user_version < $4
     ORDER BY e.user_version DESC LIMIT $5`,
    [...valuesOf(input), input.cursor ? Number(input.cursor) : newest + 1, input.limit + 1],
  )
  return rows
}

async function countEvents(pool: Pool, input: Question): Promise<number> {
  const { rows } = await pool.query<{ total: number }>(
    `SELECT count(*)::int AS total FROM user_event AS e WHERE ${matches}`,
    valuesOf(input),
  )
  return rows[0]?.total ?? 0
}

const maxActors = 20

async function readActors(pool: Pool, id: string): Promise<HistoryActor[]> {
  const { rows } = await pool.query<HistoryActor>(
    `SELECT e.actor_id AS id, e.actor_kind AS kind, a.name, e.events
     FROM (SELECT actor_id, actor_kind, tenant_id, count(*)::int AS events FROM user_event WHERE user_id = $1
       GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1 LIMIT $2) AS e ${actor}
     ORDER BY e.events DESC, e.actor_id`,
    [id, maxActors],
  )
  return rows
}

function toEntry(row: HistoryRow): HistoryEntry {
  const { occurredAt, actorId, actorKind, actorName, ...rest } = row
  return { ...rest, occurredAt: occurredAt.toISOString(), actor: { id: actorId, kind: actorKind, name: actorName } }
}
