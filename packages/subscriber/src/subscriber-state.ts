import type { Queryable } from '@rollcall/service-kit/postgres'
import { z } from 'zod'
import type { DeliveryRecord } from './deliveries/delivery-tally.js'
import { toMultirange } from './deliveries/positions.js'
import { printable } from './sort-delivery.js'
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

/**
 * Adds to this subscriber's one row, logs what became of deliveries, and tells every replica what has been applied, in
 * one statement.
 */
export async function writeReport(
  db: Queryable,
  subscriber: string,
  { delta, notices, deliveries }: { delta: StateDelta; notices: string[]; deliveries: DeliveryRecord[] },
): Promise<void> {
  await db.query({
    name: 'write-report',
    text: `WITH noted AS (
       INSERT INTO subscriber_state AS state
         (subscriber, applied, superseded, last_event_at, last_applied_at, last_arrival_ms)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (subscriber) DO UPDATE SET
         applied = state.applied + EXCLUDED.applied,
         superseded = state.superseded + EXCLUDED.superseded,
         last_event_at = greatest(state.last_event_at, EXCLUDED.last_event_at),
         last_applied_at = greatest(state.last_applied_at, EXCLUDED.last_applied_at),
         last_arrival_ms = coalesce(EXCLUDED.last_arrival_ms, state.last_arrival_ms)
     ), logged AS (
       INSERT INTO delivery (${deliveryColumns.map(([name]) => name).join(', ')})
       SELECT * FROM unnest(${deliveryColumns.map(([, type], index) => `$${index + 8}::${type}[]`).join(', ')})
     )
     SELECT pg_notify('${appliedChannel}', notice) FROM unnest($7::text[]) AS notice`,
    values: [
      ...[subscriber, delta.applied, delta.superseded, delta.lastEventAt, delta.lastAppliedAt, delta.lastArrivalMs],
      notices,
      ...deliveryColumns.map(([, , read]) => deliveries.map(read)),
    ],
  })
}

/** Column, its type, and where its value comes from. One table, so that the three lists can't drift apart. */
const deliveryColumns: [name: string, type: string, read: (delivery: DeliveryRecord) => unknown][] = [
  ['received_at', 'timestamptz', ({ receivedAt }) => receivedAt],
  ['finished_at', 'timestamptz', ({ finishedAt }) => finishedAt],
  ['lane', 'text', ({ lane }) => lane],
  ['attempt', 'int', ({ attempt }) => attempt],
  ['replay_id', 'uuid', ({ replayId }) => replayId],
  ['positions', 'int8multirange', ({ positions }) => toMultirange(positions)],
  ['superseded_positions', 'int8multirange', ({ supersededPositions }) => toMultirange(supersededPositions)],
  ['parked_positions', 'int8multirange', ({ parkedPositions }) => toMultirange(parkedPositions)],
  ['applied', 'int', ({ applied }) => applied],
  ['superseded', 'int', ({ superseded }) => superseded],
  ['parked', 'int', ({ parked }) => parked],
  ['arrival_ms', 'int', ({ arrivalMs }) => (arrivalMs === null ? null : Math.min(arrivalMs, maxInt))],
  ['error', 'text', ({ error }) => (error === null ? null : printable(error.slice(0, maxErrorLength)))],
]
const maxInt = 2 ** 31 - 1
const maxErrorLength = 2000

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
