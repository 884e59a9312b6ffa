import type { Queryable } from '@rollcall/service-kit/postgres'
import type { PrewarmScope } from './prewarm-desk.js'
import type { PrewarmFailure, PrewarmOptions, PrewarmRun } from './prewarm-run.js'

/** A run that hasn't been seen for this long is done by no replica any more. */
const gone = `state = 'running' AND seen_at < now() - interval '10 seconds'`
const columns = `id, tenant_id AS "tenantId", reason, started_by AS "startedBy", started_at AS "startedAt",
  ended_at AS "endedAt", state, (${gone}) AS interrupted, days_back AS "daysBack", batch_size AS "batchSize",
  delay_ms AS "delayBetweenBatches", max_users AS "maxUsers", total, processed AS "totalProcessed", cached, already,
  errors, rested_ms AS "restedMs", error,
  greatest(0, round(1000 * extract(epoch FROM
    coalesce(ended_at, CASE WHEN ${gone} THEN seen_at ELSE now() END) - started_at)))::float8 AS "durationMs"`

type RunRow = Omit<PrewarmRun, 'scope' | 'startedAt' | 'endedAt' | 'options' | 'duration'> &
  PrewarmOptions & { tenantId: string | null; startedAt: Date; endedAt: Date | null }

/** A run, and whose: null is everyone's. */
export interface StoredRun {
  tenantId: string | null
  run: PrewarmRun
}

function toStored({ tenantId, startedAt, endedAt, ...row }: RunRow): StoredRun {
  const { daysBack, batchSize, delayBetweenBatches, maxUsers, ...run } = row
  return {
    tenantId,
    run: {
      ...run,
      scope: tenantId === null ? 'everyone' : 'organisation',
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      options: { daysBack, batchSize, delayBetweenBatches, maxUsers },
      duration: `${(run.durationMs / 1000).toFixed(2)}s`,
    },
  }
}

/** Which rows of `prewarm_run` a scope sees: $1 is its organisation, $2 whether everyone's runs are included. */
const inScope = '(tenant_id = $1 OR ($2 AND tenant_id IS NULL))'

/** Opens the book of a run. Whom it warms is gathered later. */
export async function openRun(
  db: Queryable,
  run: Pick<PrewarmRun, 'id' | 'reason' | 'startedBy' | 'options'> & { tenantId: string | null },
): Promise<StoredRun> {
  const { daysBack, batchSize, delayBetweenBatches, maxUsers } = run.options
  const { rows } = await db.query<RunRow>(
    `INSERT INTO prewarm_run (id, tenant_id, reason, started_by, days_back, batch_size, delay_ms, max_users)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${columns}`,
    [run.id, run.tenantId, run.reason, run.startedBy, daysBack, batchSize, delayBetweenBatches, maxUsers],
  )
  if (!rows[0]) throw new Error('the run was not inserted')
  return toStored(rows[0])
}

/** The run that isn't over by the book, whoever does it. */
export async function readOpenRun(db: Queryable): Promise<StoredRun | null> {
  const { rows } = await db.query<RunRow>(
    `SELECT ${columns} FROM prewarm_run WHERE state = 'running' ORDER BY started_at LIMIT 1`,
  )
  return rows[0] ? toStored(rows[0]) : null
}

/** Ends the run by the book, and so on whichever replica it is. Answers its id; null when none runs. */
export async function markStopped(db: Queryable, scope: PrewarmScope): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `UPDATE prewarm_run SET state = 'stopped', ended_at = now(), error = NULL
     WHERE state = 'running' AND ${inScope} RETURNING id`,
    [scope.tenantId, scope.platform],
  )
  return rows[0]?.id ?? null
}

/** Newest first. */
export async function listRuns(db: Queryable, scope: PrewarmScope, limit: number): Promise<PrewarmRun[]> {
  const { rows } = await db.query<RunRow>(
    `SELECT ${columns} FROM prewarm_run WHERE ${inScope} ORDER BY started_at DESC, prewarm_run.id DESC LIMIT $3`,
    [scope.tenantId, scope.platform, limit],
  )
  return rows.map((row) => toStored(row).run)
}

export async function readRun(db: Queryable, scope: PrewarmScope, id: string): Promise<PrewarmRun | null> {
  const { rows } = await db.query<RunRow>(`SELECT ${columns} FROM prewarm_run WHERE ${inScope} AND id = $3`, [
    ...[scope.tenantId, scope.platform, id],
  ])
  return rows[0] ? toStored(rows[0]).run : null
}

/** Failures behind the one numbered `after`, in the order of the run. */
export async function readFailures(
  db: Queryable,
  page: { runId: string; after: number; limit: number },
): Promise<(PrewarmFailure & { seq: number })[]> {
  const { rows } = await db.query<PrewarmFailure & { seq: number }>(
    `SELECT seq, user_id AS "userId", code, reason FROM prewarm_failure
     WHERE run_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
    [page.runId, page.after, page.limit],
  )
  return rows
}

/** Keeps the last 100 runs of the last 90 days, and no list of people of a run that is over. */
export async function purgeRuns(db: Queryable): Promise<void> {
  await db.query(
    `DELETE FROM prewarm_run WHERE state <> 'running' AND (started_at < now() - interval '90 days'
       OR id IN (SELECT id FROM prewarm_run ORDER BY started_at DESC OFFSET 100))`,
  )
  await db.query(`UPDATE prewarm_run SET targets = '{}' WHERE state <> 'running' AND targets <> '{}'`)
}
