import type { Pool, Queryable } from '@rollcall/service-kit/postgres'
import { isAlone } from '../platform/shared-queues.js'

export interface OutboxFigures {
  interactive: number
  bulk: number
  held: number
  malformed: number
  oldestAt: Date | null
}

/** Counting takes at most one part in so many of the time, however many rows wait. */
const restFactor = 20

/**
 * What one organisation has in the outbox. Its rows don't name an organisation: where there are several, each waiting
 * row's event is looked up, which takes a second for a million of them, so it is done again only after a rest.
 */
export function createOutboxFigures(pool: Pool): (tenantId: string) => Promise<OutboxFigures> {
  const counted = new Map<string, { until: number; figures: OutboxFigures }>()
  return async (tenantId) => {
    if (await isAlone(pool, tenantId)) return countAll(pool)
    const known = counted.get(tenantId)
    if (known && Date.now() < known.until) return known.figures
    const began = Date.now()
    const figures = await countOwn(pool, tenantId)
    counted.set(tenantId, { until: Date.now() + (Date.now() - began) * restFactor, figures })
    return figures
  }
}

const waiting = `count(*) FILTER (WHERE o.lane = 'interactive' AND NOT o.held)::int AS interactive,
  count(*) FILTER (WHERE o.lane = 'bulk' AND NOT o.held)::int AS bulk,
  min(o.created_at) FILTER (WHERE NOT o.held) AS "oldestAt",
  (SELECT count(*)::int FROM malformed_outbox_row) AS malformed`
const none: OutboxFigures = { interactive: 0, bulk: 0, held: 0, malformed: 0, oldestAt: null }

async function countAll(db: Queryable): Promise<OutboxFigures> {
  const { rows } = await db.query<OutboxFigures>(
    `SELECT ${waiting}, count(*) FILTER (WHERE o.held)::int AS held FROM outbox AS o`,
  )
  return rows[0] ?? none
}

// What is held names its hold, and so its organisation.
async function countOwn(db: Queryable, tenantId: string): Promise<OutboxFigures> {
  const { rows } = await db.query<OutboxFigures>(
    `SELECT ${waiting}, (
       SELECT count(*)::int FROM outbox JOIN hold ON hold.id = outbox.hold_id WHERE outbox.held AND hold.tenant_id = $1
     ) AS held
     FROM outbox AS o JOIN user_event AS e USING (position) WHERE NOT o.held AND e.tenant_id = $1`,
    [tenantId],
  )
  return rows[0] ?? none
}
