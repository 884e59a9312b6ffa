import type { Lane } from '@rollcall/events/subscribers'
import type { PoolClient } from '@rollcall/service-kit/postgres'
import { eventJsonSql } from './event-json.js'

/** What one claim takes at most, so that the relay's memory doesn't depend on the backlog. */
export interface ClaimLimits {
  events: number
  /** Of payloads and changes. One event that is larger is claimed alone. */
  bytes: number
  /** Events and bytes that travel in one message. */
  batchEvents: number
  batchBytes: number
}

/** The events of one organisation that travel in one message. */
export interface ClaimedEvents {
  /** Which message of this claim they belong to: rises, not always by one. */
  batch: number
  tenantId: string
  count: number
  /** The events' JSON texts, joined by commas and passed through unparsed: that would be the relay's largest cost. */
  json: string
  /** As an int8multirange. */
  positions: string
  /** Of the first `maxNamed` events. */
  userIds: string[]
  eventTypes: string[]
}

export interface Claim {
  /** In the order of their messages. */
  events: ClaimedEvents[]
  /** Outbox rows that name no event; they are in malformed_outbox_row now. */
  malformed: number
}

/** How many users are named for logs and live streams, of each organisation in each message. */
export const maxNamed = 100

// The rows go with this transaction: whoever claims deletes, and a rollback gives them back. SKIP LOCKED lets relays
// work side by side, and never looks at sequence order, which is not commit order. The lane stands in the text, so that
// the prepared plan can use the lane's own index.
const claimSql = (lane: Lane) => `
  WITH pending AS MATERIALIZED (
    SELECT ctid AS row, position, created_at FROM outbox
    WHERE lane = '${lane}' AND NOT held ORDER BY position LIMIT $1 FOR UPDATE SKIP LOCKED
  ), measured AS (
    SELECT p.row, p.created_at, e.*, p.position AS named, row_number() OVER past AS number,
      sum(coalesce(octet_length(e.payload::text) + octet_length(e.changes::text), 0)) OVER past AS bytes
    FROM pending p LEFT JOIN user_event e ON e.position = p.position
    WINDOW past AS (ORDER BY p.position ROWS UNBOUNDED PRECEDING)
  ), taken AS MATERIALIZED (
    SELECT *, greatest((number - 1) / $3::int, (bytes / $4::int)::bigint) AS batch FROM measured
    WHERE bytes <= $2::int OR number = 1
  ), deleted AS (
    DELETE FROM outbox WHERE ctid = ANY (ARRAY(SELECT row FROM taken))
  ), malformed AS (
    INSERT INTO malformed_outbox_row (position, lane, created_at, reason)
    SELECT named, '${lane}', created_at, 'position ' || named || ' names no event' FROM taken WHERE position IS NULL
    ON CONFLICT (position) DO UPDATE
      SET lane = EXCLUDED.lane, created_at = EXCLUDED.created_at, found_at = EXCLUDED.found_at, reason = EXCLUDED.reason
  )
  SELECT batch::int, tenant_id AS "tenantId", count(*)::int AS count,
    string_agg(${eventJsonSql}, ',') FILTER (WHERE position IS NOT NULL) AS json,
    range_agg(int8range(named, named, '[]'))::text AS positions,
    (array_agg(user_id::text))[:${maxNamed}] AS "userIds", (array_agg(event_type))[:${maxNamed}] AS "eventTypes"
  FROM taken GROUP BY batch, tenant_id ORDER BY batch`

type ClaimedRow = ClaimedEvents | { tenantId: null; count: number }

/** Takes pending events of one lane out of the outbox, oldest first, within the caller's transaction. */
export async function claimPendingEvents(client: PoolClient, lane: Lane, limits: ClaimLimits): Promise<Claim> {
  const { rows } = await client.query<ClaimedRow>({
    name: `claim-${lane}`,
    text: claimSql(lane),
    values: [limits.events, limits.bytes, limits.batchEvents, limits.batchBytes],
  })
  const events = rows.filter((row) => row.tenantId !== null)
  return { events, malformed: rows.reduce((sum, row) => sum + (row.tenantId === null ? row.count : 0), 0) }
}
