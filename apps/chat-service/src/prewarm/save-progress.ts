import type { Queryable } from '@rollcall/service-kit/postgres'
import type { PrewarmFailure, PrewarmRun, PrewarmState } from './prewarm-run.js'

/**
 * Saves how far a run is, and the failures up to there, in one statement: neither is ever ahead of the other. Answers
 * the state that it had before, since somebody may have stopped it; null, and nothing saved, when the row holds none of
 * the `expected` positions: another replica has gone on with it. `end` closes the book.
 */
export async function saveProgress(
  db: Queryable,
  {
    run,
    expected,
    failures,
    end,
  }: {
    run: PrewarmRun
    expected: number[]
    failures: (PrewarmFailure & { seq: number })[]
    end: PrewarmState | null
  },
): Promise<PrewarmState | null> {
  const { rows } = await db.query<{ state: PrewarmState }>(end ? closeSql : saveSql, [
    ...[run.id, expected, run.totalProcessed, run.cached, run.already, run.errors, run.restedMs, run.error],
    failures.map(({ seq }) => seq),
    failures.map(({ userId }) => userId),
    failures.map(({ code }) => code),
    failures.map(({ reason }) => reason),
    ...(end ? [end] : []),
  ])
  return rows[0]?.state ?? null
}

const sql = (closing: string) => `
  WITH before AS (
    SELECT id, state FROM prewarm_run WHERE id = $1 AND processed = ANY ($2::int[]) FOR UPDATE
  ), named AS (
    INSERT INTO prewarm_failure (run_id, seq, user_id, code, reason)
    SELECT before.id, failure.* FROM before, unnest($9::int[], $10::uuid[], $11::text[], $12::text[]) AS failure
    ON CONFLICT (run_id, seq) DO NOTHING
  )
  UPDATE prewarm_run AS r SET seen_at = now(), processed = $3, cached = $4, already = $5, errors = $6, rested_ms = $7,
    error = CASE WHEN before.state = 'running' THEN $8 END ${closing}
  FROM before WHERE r.id = before.id RETURNING before.state`

const saveSql = sql('')
// A run that was stopped stays so.
const closeSql = sql(`, targets = '{}', ended_at = coalesce(r.ended_at, now()),
    state = CASE WHEN before.state = 'running' THEN $13 ELSE before.state END`)
