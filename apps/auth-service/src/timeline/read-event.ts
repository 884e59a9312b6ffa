import type { Lane } from '@rollcall/events/subscribers'
import type { UserEvent } from '@rollcall/events/user-event'
import type { Queryable } from '@rollcall/service-kit/postgres'
import { type Actor, joinActor } from '../sync/actor-name.js'

/** One event of the log, and what the directory knows of its way. */
export interface LoggedEvent {
  eventId: string
  position: number
  eventType: UserEvent['eventType']
  userId: string
  userVersion: number
  /** As the event has it. */
  fullName: string
  actor: Actor
  changes: UserEvent['changes']
  committedAt: string
}
export interface EventRoad {
  event: LoggedEvent
  /** `dropped`: somebody undid it before it was decided, and it never travels. */
  held: { holdId: string; since: string; state: 'waiting' | 'approved' | 'rejected' | 'dropped' } | null
  /** Null until the bus has accepted it, and for events from longer ago than publications are kept. */
  publishedAt: string | null
  lane: Lane | null
}

type Row = Omit<LoggedEvent, 'position' | 'committedAt' | 'actor'> & {
  position: string
  committedAt: Date
  actorId: string
  actorKind: UserEvent['actor']['kind']
  actorName: string | null
  holdId: string | null
  heldAt: Date | null
  holdState: 'waiting' | 'approved' | 'rejected' | null
  dropped: boolean | null
  publishedAt: Date | null
  lane: Lane | null
}

/** One event of an organisation by its id; undefined for any other. */
export async function readEvent(db: Queryable, tenantId: string, eventId: string): Promise<EventRoad | undefined> {
  const { rows } = await db.query<Row>(
    `WITH e AS MATERIALIZED (SELECT * FROM user_event WHERE event_id = $2)
     SELECT e.event_id AS "eventId", e.position::text, e.event_type AS "eventType", e.user_id AS "userId",
       e.user_version AS "userVersion", btrim(concat_ws(' ', e.payload->>'firstName', e.payload->>'lastName')) AS "fullName",
       e.actor_id AS "actorId", e.actor_kind AS "actorKind", a.name AS "actorName", e.changes,
       e.occurred_at AS "committedAt", h.id AS "holdId", k.held_at AS "heldAt", h.state AS "holdState", k.dropped,
       p.published_at AS "publishedAt", coalesce(p.lane, o.lane) AS lane
     FROM e
     ${joinActor('a', { kind: 'e.actor_kind', id: 'e.actor_id', tenant: 'e.tenant_id' })}
     LEFT JOIN held_event k ON k.position = e.position LEFT JOIN hold h ON h.id = k.hold_id
     LEFT JOIN outbox o ON o.position = e.position
     LEFT JOIN LATERAL (SELECT published_at, lane FROM publication WHERE positions @> e.position ORDER BY id LIMIT 1) p ON true
     WHERE e.tenant_id = $1`,
    [tenantId, eventId],
  )
  return rows[0] && toRoad(rows[0])
}

function toRoad(row: Row): EventRoad {
  const { eventId, eventType, userId, userVersion, fullName, changes, holdId, heldAt, holdState } = row
  const dropped = row.dropped && holdState !== 'rejected'
  return {
    event: {
      ...{ eventId, position: Number(row.position), eventType, userId, userVersion, fullName },
      actor: { id: row.actorId, kind: row.actorKind, name: row.actorName },
      ...{ changes, committedAt: row.committedAt.toISOString() },
    },
    held:
      holdId && heldAt && holdState
        ? { holdId, since: heldAt.toISOString(), state: dropped ? 'dropped' : holdState }
        : null,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    lane: row.lane,
  }
}
