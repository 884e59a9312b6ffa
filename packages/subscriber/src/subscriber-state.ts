import type { Queryable } from '@rollcall/service-kit/postgres'
import { z } from 'zod'
import type { ReconcileSummary } from './subscriber-status.js'

export interface StateDelta {
  applied: number
  superseded: number
  lastEventAt: Date | null
  lastAppliedAt: Date | null
  lastArrivalMs: number | null
}

const summarySchema = z
  .object({
    at: z.string(),
    durationMs: z.number(),
    checked: z.number(),
    repaired: z.number(),
    orphans: z.number(),
    reason: z.string(),
  })
  .nullable()
  .catch(null)

/** Adds to this subscriber's one row, and tells every replica what has been applied, in one statement. */
export async function addToState(db: Queryable, subscriber: string, delta: StateDelta, notices: string[]) {
  await db.query(
    `WITH noted AS (
       INSERT INTO subscriber_state AS state
         (subscriber, applied, superseded, last_event_at, last_applied_at, last_arrival_ms)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (subscriber) DO UPDATE SET
         applied = state.applied + EXCLUDED.applied,
         superseded = state.superseded + EXCLUDED.superseded,
         last_event_at = greatest(state.last_event_at, EXCLUDED.last_event_at),
         last_applied_at = greatest(state.last_applied_at, EXCLUDED.last_applied_at),
         last_arrival_ms = coalesce(EXCLUDED.last_arrival_ms, state.last_arrival_ms))
     SELECT pg_notify('${appliedChannel}', notice) FROM unnest($7::text[]) AS notice`,
    [subscriber, delta.applied, delta.superseded, delta.lastEventAt, delta.lastAppliedAt, delta.lastArrivalMs, notices],
  )
}

export const appliedChannel = 'rollcall_applied'

export async function saveReconcile(db: Queryable, subscriber: string, summary: ReconcileSummary): Promise<void> {
  await db.query(
    `INSERT INTO subscriber_state (subscriber, last_reconcile_at, last_reconcile) VALUES ($1, $2, $3)
     ON CONFLICT (subscriber) DO UPDATE SET
       last_reconcile_at = EXCLUDED.last_reconcile_at, last_reconcile = EXCLUDED.last_reconcile`,
    [subscriber, summary.at, JSON.stringify(summary)],
  )
}

interface StateRow {
  applied: string
  superseded: string
  last_event_at: Date | null
  last_applied_at: Date | null
  last_arrival_ms: number | null
  last_reconcile: unknown
}

export async function readState(db: Queryable, subscriber: string) {
  const { rows } = await db.query<StateRow>('SELECT * FROM subscriber_state WHERE subscriber = $1', [subscriber])
  const [row] = rows
  return {
    applied: Number(row?.applied ?? 0),
    superseded: Number(row?.superseded ?? 0),
    lastEventAt: row?.last_event_at?.toISOString() ?? null,
    lastAppliedAt: row?.last_applied_at?.toISOString() ?? null,
    lastArrivalMs: row?.last_arrival_ms ?? null,
    lastReconcile: summarySchema.parse(row?.last_reconcile ?? null),
  }
}
