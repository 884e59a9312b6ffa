import { AppError } from '@rollcall/service-kit/errors'
import type { Queryable } from '@rollcall/service-kit/postgres'
import type { ReconcileDifference, ReconcileMode, ReconcileRun, ReconcileRunState } from './reconcile-run.js'

type RunRow = Omit<ReconcileRun, 'startedAt' | 'endedAt'> & { startedAt: Date; endedAt: Date | null }

/** A run that hasn't saved its progress for this long was cut off: its process is gone. */
const goneAfter = `interval '15 seconds'`
const cutOff = 'cut off: the process that ran it is gone; the next run goes on with what differs'
const isRunning = `state = 'running' AND seen_at > now() - ${goneAfter}`
const columns = `id, mode, reason, started_by AS "startedBy", started_at AS "startedAt", ended_at AS "endedAt",
  CASE WHEN state = 'running' AND NOT (${isRunning}) THEN 'failed' ELSE state END AS state,
  CASE WHEN state = 'running' AND NOT (${isRunning}) THEN '${cutOff}' ELSE error END AS error,
  total, done, checked, missing, stale, tampered, orphaned, ahead, repaired, refused`

function toRun({ startedAt, endedAt, ...row }: RunRow): ReconcileRun {
  return { ...row, startedAt: startedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null }
}

/** Opens the book of a run; whatever still says it is running was cut off, since the caller holds the lock. */
export async function insertRun(
  db: Queryable,
  run: { id: string; mode: ReconcileMode; reason: string; startedBy: string | null },
): Promise<ReconcileRun> {
  const { rows } = await db.query<RunRow>(
    `WITH gone AS (
       UPDATE reconcile_run SET state = 'failed', ended_at = seen_at, error = '${cutOff}' WHERE state = 'running'
     )
     INSERT INTO reconcile_run (id, mode, reason, started_by) VALUES ($1, $2, $3, $4) RETURNING ${columns}`,
    [run.id, run.mode, run.reason, run.startedBy],
  )
  const [row] = rows
  if (!row) throw new Error('the run was not inserted')
  return toRun(row)
}

/** Saves how far a run is. Answers the state it had before: somebody may have stopped it. */
export async function saveRun(db: Queryable, run: ReconcileRun): Promise<ReconcileRunState | null> {
  const { rows } = await db.query<{ state: ReconcileRunState }>(
    `WITH before AS (SELECT id, state FROM reconcile_run WHERE id = $1 FOR UPDATE)
     UPDATE reconcile_run AS r SET seen_at = now(), total = $2, done = $3, checked = $4, missing = $5, stale = $6,
       tampered = $7, orphaned = $8, ahead = $9, repaired = $10, refused = $11, error = $12,
       state = CASE WHEN before.state = 'running' THEN $13 ELSE before.state END,
       ended_at = coalesce(r.ended_at, $14::timestamptz)
     FROM before WHERE r.id = before.id RETURNING before.state`,
    [
      ...[run.id, run.total, run.done, run.checked, run.missing, run.stale, run.tampered, run.orphaned, run.ahead],
      ...[run.repaired, run.refused, run.error?.slice(0, 2000) ?? null, run.state, run.endedAt],
    ],
  )
  return rows[0]?.state ?? null
}

/** Asks a run to stop, on whichever replica it is. Answers its id; null when none runs. */
export async function markStopped(db: Queryable): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `UPDATE reconcile_run SET state = 'stopped', ended_at = now() WHERE ${isRunning} RETURNING id`,
  )
  return rows[0]?.id ?? null
}

export async function readRunning(db: Queryable): Promise<ReconcileRun | null> {
  const { rows } = await db.query<RunRow>(
    `SELECT ${columns} FROM reconcile_run WHERE ${isRunning} ORDER BY started_at DESC LIMIT 1`,
  )
  return rows[0] ? toRun(rows[0]) : null
}

/** The newest first. */
export async function listRuns(db: Queryable, limit: number): Promise<ReconcileRun[]> {
  const { rows } = await db.query<RunRow>(
    `SELECT ${columns} FROM reconcile_run ORDER BY started_at DESC, reconcile_run.id DESC LIMIT $1`,
    [limit],
  )
  return rows.map(toRun)
}

export interface RunPage {
  run: ReconcileRun
  /** Of the caller's organisation. */
  items: ReconcileDifference[]
  /** Number of the last item when more follow. */
  last: number | null
}

/**
 * A run is everybody's; its differences are read for the people of one organisation.
 * @throws AppError NOT_FOUND
 */
export async function readRun(
  db: Queryable,
  people: Queryable,
  { id, tenantId, after, limit }: { id: string; tenantId: string; after: number; limit: number },
): Promise<RunPage> {
  const runs = await db.query<RunRow>(`SELECT ${columns} FROM reconcile_run WHERE id = $1`, [id])
  if (!runs.rows[0]) throw new AppError('NOT_FOUND', 'There is no such reconcile run; runs are kept for 30 days.')
  const { rows } = await people.query<ReconcileDifference & { seq: number }>(
    `SELECT seq, user_id AS "userId", full_name AS "fullName", kind, kept_version AS "keptVersion",
       directory_version AS "directoryVersion", fields, repaired, error
     FROM reconcile_difference WHERE run_id = $1 AND tenant_id = $2 AND seq > $3 ORDER BY seq LIMIT $4`,
    [id, tenantId, after, limit + 1],
  )
  const page = rows.slice(0, limit)
  return {
    run: toRun(runs.rows[0]),
    items: page.map(({ seq: _, ...item }) => item),
    last: rows.length > limit ? (page.at(-1)?.seq ?? null) : null,
  }
}
