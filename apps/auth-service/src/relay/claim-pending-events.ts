import type { Lane } from '@rollcall/events/subscribers'
import type { PoolClient } from '@rollcall/service-kit/postgres'

export interface ClaimedEvent {
  tenantId: string
  userId: string
  eventType: string
  /** The event as JSON text, passed through unparsed: parsing and encoding again would be the relay's largest cost. */
  json: string
}

// The rows go with this transaction: whoever claims deletes, and a rollback gives them back. SKIP LOCKED lets relays
// work side by side, and never looks at sequence order, which is not commit order. A row that names no event is left
// where it is: it shows in the outbox depth and holds nobody up.
const claim = `
  WITH pending AS MATERIALIZED (
    SELECT o.position FROM outbox o JOIN user_event e USING (position)
    WHERE o.lane = $1 AND NOT o.held ORDER BY o.position LIMIT $2 FOR UPDATE OF o SKIP LOCKED
  ), claimed AS (
    DELETE FROM outbox o USING pending p WHERE o.position = p.position RETURNING o.position
  )
  SELECT e.tenant_id AS "tenantId", e.user_id AS "userId", e.event_type AS "eventType", json_build_object(
    'eventId', e.event_id, 'eventType', e.event_type, 'version', e.schema_version,
    'timestamp', iso_8601(e.occurred_at), 'source', e.source, 'tenantId', e.tenant_id,
    'userId', e.user_id, 'userVersion', e.user_version,
    'actor', json_build_object('id', e.actor_id, 'kind', e.actor_kind),
    'correlationId', e.correlation_id, 'traceparent', e.traceparent,
    'changes', e.changes, 'payload', e.payload)::text AS json
  FROM claimed JOIN user_event e USING (position) ORDER BY e.position`

/** Takes up to `limit` pending events of one lane out of the outbox, oldest first, within the caller's transaction. */
export async function claimPendingEvents(client: PoolClient, lane: Lane, limit: number): Promise<ClaimedEvent[]> {
  const { rows } = await client.query<ClaimedEvent>(claim, [lane, limit])
  return rows
}
