import type { Queryable } from '@rollcall/service-kit/postgres'
import { z } from 'zod'
import type { openStates, SettledState } from '../parked/parked-event.js'
import type { TripInput } from '../subscriber-router.js'
import type { KeptVersion, SubscriberStore } from '../subscriber-store.js'
import type { Trip, TripState, TripStep } from './trip.js'

interface DeliveryRow {
  receivedAt: Date
  finishedAt: Date
  attempt: number
  replayed: boolean
  superseded: boolean
  parked: boolean
  error: string | null
}
interface ParkedRow {
  state: (typeof openStates)[number] | SettledState
  attempts: number
  error: string
  failures: unknown
  retries: unknown
  lastFailedAt: Date
  resolvedAt: Date | null
  resolvedBy: string | null
  reason: string | null
}

const maxDeliveries = 100
const failuresSchema = z.array(z.object({ at: z.string(), error: z.string() })).catch([])
const retriesSchema = z.array(z.object({ at: z.string(), by: z.string() })).catch([])

/** One event's way here: each delivery of it, each try alone, and how it ended. */
export async function readTrip(
  { db, store }: { db: Queryable; store: Pick<SubscriberStore, 'versions'> },
  event: TripInput,
): Promise<Trip> {
  const [deliveries, parked, kept] = await Promise.all([
    readDeliveries(db, event.position),
    readParked(db, event),
    store.versions([event.userId]),
  ])
  const found = kept.get(event.userId)
  const here = found?.tenantId === event.tenantId ? found : undefined
  const steps = [...deliveries.flatMap(stepsOfDelivery), ...(parked ? stepsOfParked(parked) : [])]
  if (here?.version === event.userVersion && here.syncedAt && !steps.some(({ kind }) => kind === 'applied')) {
    // Reconcile brought it, or a worker that was killed before it could say so.
    steps.push({ kind: 'applied', at: here.syncedAt })
  }
  steps.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  return { state: stateOf(event, steps, parked, here), steps, keptVersion: here?.version ?? null }
}

function stateOf(
  { userVersion }: TripInput,
  steps: TripStep[],
  parked: ParkedRow | undefined,
  here: KeptVersion | undefined,
): TripState {
  const kept = here?.version ?? 0
  if (kept === userVersion || steps.some(({ kind }) => kind === 'applied')) return 'applied'
  if (kept > userVersion) return 'superseded'
  if (parked && parked.state !== 'applied') return parked.state
  return steps.some(({ kind }) => kind === 'superseded') ? 'superseded' : 'waiting'
}

async function readDeliveries(db: Queryable, position: number): Promise<DeliveryRow[]> {
  const { rows } = await db.query<DeliveryRow>(
    `SELECT received_at AS "receivedAt", finished_at AS "finishedAt", attempt, replay_id IS NOT NULL AS replayed,
       superseded_positions @> $1::bigint AS superseded, parked_positions @> $1::bigint AS parked, error
     FROM delivery WHERE positions @> $1::bigint ORDER BY received_at, id LIMIT ${maxDeliveries}`,
    [position],
  )
  return rows
}

function stepsOfDelivery(row: DeliveryRow): TripStep[] {
  const { attempt, error } = row
  const steps: TripStep[] = [
    { kind: row.replayed ? 'replayed' : 'received', at: row.receivedAt.toISOString(), attempt },
  ]
  const at = row.finishedAt.toISOString()
  if (error !== null) steps.push({ kind: 'failed', at, attempt, error })
  else if (row.superseded) steps.push({ kind: 'superseded', at })
  // What was put aside tells its own story.
  else if (!row.parked) steps.push({ kind: 'applied', at })
  return steps
}

async function readParked(db: Queryable, { eventId, tenantId }: TripInput): Promise<ParkedRow | undefined> {
  const { rows } = await db.query<ParkedRow>(
    `SELECT state, attempts, error, failures, retries, last_failed_at AS "lastFailedAt", resolved_at AS "resolvedAt",
       resolved_by AS "resolvedBy", reason
     FROM parked_event WHERE event_id = $1 AND (tenant_id = $2 OR tenant_id IS NULL)`,
    [eventId, tenantId],
  )
  return rows[0]
}

function stepsOfParked(row: ParkedRow): TripStep[] {
  const failures = failuresSchema.parse(row.failures)
  const steps: TripStep[] = failures.map(({ at, error }, index) => ({
    ...{ kind: 'failed', at, error },
    attempt: row.attempts - failures.length + index + 1,
  }))
  for (const { at, by } of retriesSchema.parse(row.retries)) steps.push({ kind: 'retried', at, by })
  if (row.state === 'parked') steps.push({ kind: 'parked', at: row.lastFailedAt.toISOString(), error: row.error })
  if (!row.resolvedAt) return steps
  const at = row.resolvedAt.toISOString()
  if (row.state === 'discarded') {
    steps.push({ kind: 'discarded', at, by: row.resolvedBy ?? '', error: row.reason ?? '' })
  } else if (row.state === 'applied' || row.state === 'superseded') steps.push({ kind: row.state, at })
  return steps
}
