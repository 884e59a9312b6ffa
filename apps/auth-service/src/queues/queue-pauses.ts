import type { QueueInspector } from '@rollcall/event-bus/port'
import { type SubscriberName, subscriberNames } from '@rollcall/events/subscribers'
import { inTransaction, type Pool, type PoolClient } from '@rollcall/service-kit/postgres'

export interface QueuePause {
  subscriber: SubscriberName
  tenantId: string
  /** ISO 8601. */
  at: string
  by: { id: string; name: string }
  reason: string | null
}

interface PauseRow {
  subscriber: SubscriberName
  tenantId: string
  at: Date
  byId: string
  byName: string
  reason: string | null
}

const columns = `subscriber, tenant_id AS "tenantId", paused_at AS at, paused_by AS "byId", paused_by_name AS "byName", reason`

export async function readQueuePauses(db: Pick<Pool, 'query'>): Promise<Map<SubscriberName, QueuePause>> {
  const { rows } = await db.query<PauseRow>(`SELECT ${columns} FROM queue_pause`)
  return new Map(
    rows.map(({ at, byId, byName, ...row }) => [
      row.subscriber,
      { ...row, at: at.toISOString(), by: { id: byId, name: byName } },
    ]),
  )
}

/** One at a time over all replicas: what the table says and what the queue does change together. */
export function withQueuePauses<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('rollcall.queue_pause', 0))`)
    return work(client)
  })
}

/**
 * Makes the queues do what the table says: a Redis that came back empty has forgotten who was paused, and one that was
 * away has not heard of it.
 */
export function assertQueuePauses(pool: Pool, inspector: QueueInspector): Promise<void> {
  return withQueuePauses(pool, async (client) => {
    const pauses = await readQueuePauses(client)
    for (const name of subscriberNames) {
      const { paused } = await inspector.depth(name)
      if (pauses.has(name) && !paused) await inspector.pause(name)
      if (!pauses.has(name) && paused) await inspector.resume(name)
    }
  })
}
