import type { UserEvent } from '@rollcall/events/user-event'
import { limitSchema, strictInput } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { joinActor } from '../sync/actor-name.js'
import { readUndoable, type UndoableChange } from './undoable-event.js'

/** A change that `users.undo` would take back now. */
export interface Undoable extends UndoableChange {
  userId: string
  name: string
  /** The version that the change made. */
  version: number
  at: string
  by: { id: string; name: string }
}

interface UndoableRow extends Pick<UserEvent, 'eventType' | 'changes'> {
  userId: string
  name: string
  version: number
  at: Date
  byId: string
  byName: string | null
}

const days = 30
/** Changes that are looked at, the newest first: of more than so many, nobody looks for one here. */
const lookedAt = 2000
/** A request that changed more than so many people was no single deed. */
const singleDeeds = 3

/**
 * Single deactivations, deletions and changes of role by people, the newest first, as long as the user is as the change
 * left them. What was done to many at once is undone as a run.
 */
export const createListUndoable = (pool: Pool) =>
  personProcedure('users.write')
    .input(strictInput({ limit: limitSchema(50).default(10) }).prefault({}))
    .query(async ({ ctx, input }): Promise<{ items: Undoable[] }> => {
      const { rows } = await pool.query<UndoableRow>(
        `WITH newest AS MATERIALIZED (
           SELECT position, user_id, user_version, event_type, occurred_at, actor_id, actor_kind, tenant_id, correlation_id,
             changes
           FROM user_event
           WHERE tenant_id = $1 AND event_type IN ('user.deactivated', 'user.deleted', 'user.role.changed')
             AND actor_kind = 'user' AND correlation_id NOT LIKE 'bulk:%' AND occurred_at > now() - make_interval(days => ${days})
           ORDER BY position DESC LIMIT ${lookedAt}
         ), single AS (
           SELECT *, count(*) OVER (PARTITION BY correlation_id) AS deeds FROM newest
         )
         SELECT e.user_id AS "userId", u.name, e.user_version AS version, e.event_type AS "eventType", e.changes,
           e.occurred_at AS at, e.actor_id AS "byId", a.name AS "byName"
         FROM single AS e JOIN "user" AS u ON u.id = e.user_id AND u.version = e.user_version
         ${joinActor('a', { kind: 'e.actor_kind', id: 'e.actor_id', tenant: 'e.tenant_id' })}
         WHERE e.deeds <= ${singleDeeds} AND NOT EXISTS (SELECT FROM erasure AS g WHERE g.user_id = e.user_id)
         ORDER BY e.position DESC LIMIT $2`,
        [ctx.person.tenantId, input.limit],
      )
      return { items: rows.flatMap(toUndoable) }
    })

function toUndoable({ userId, name, version, at, byId, byName, ...event }: UndoableRow): Undoable[] {
  const change = readUndoable(event)
  if (!change) return []
  return [{ userId, name, version, ...change, at: at.toISOString(), by: { id: byId, name: byName || byId } }]
}
