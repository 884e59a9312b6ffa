import { AppError } from '@rollcall/service-kit/errors'
import type { Pool } from '@rollcall/service-kit/postgres'
import type { StoredRun } from './run-table.js'

/** A million conversations of three people take 5 s on two cores; this is for when PostgreSQL is on its knees. */
const timeoutMs = 120_000

/**
 * Writes whom the run warms into its own row, most recently active first, and answers how many that are. Nothing of
 * it passes through this process. Null when the run was stopped meanwhile; rejects at once when `signal` aborts.
 * @throws AppError UNAVAILABLE after two minutes
 */
export async function gatherTargets(
  pool: Pool,
  { tenantId, run }: StoredRun,
  signal: AbortSignal,
): Promise<number | null> {
  signal.throwIfAborted()
  const client = await pool.connect()
  let over = false
  const release = (broken: boolean) => {
    if (!over) client.release(broken)
    over = true
  }
  const onAbort = () => release(true)
  signal.addEventListener('abort', onAbort)
  try {
    await client.query('BEGIN')
    await client.query(`SET LOCAL statement_timeout = ${timeoutMs}`)
    const { daysBack, maxUsers } = run.options
    const statement = {
      text: gatherSql(tenantId),
      values: [run.id, run.startedAt, daysBack, maxUsers, ...(tenantId === null ? [] : [tenantId])],
      // pg's own limit is the pool's otherwise.
      query_timeout: timeoutMs,
    }
    const { rows } = await client.query<{ total: number }>(statement)
    await client.query('COMMIT')
    release(false)
    return rows[0]?.total ?? null
  } catch (error) {
    throw isTimeout(error) ? tooMany(run.options.daysBack, error) : error
  } finally {
    signal.removeEventListener('abort', onAbort)
    // Whatever went wrong, the transaction ends with its connection.
    release(true)
  }
}

/** PostgreSQL's own, or pg's, which has no code. */
function isTimeout(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.message === 'Query read timeout' || ('code' in error && error.code === '57014')
}

function tooMany(daysBack: number, cause: unknown): AppError {
  const message = `The participants of ${daysBack} days could not be gathered within 2 minutes. Choose fewer days.`
  return new AppError('UNAVAILABLE', message, { cause })
}

const gatherSql = (tenantId: string | null) => `
  UPDATE prewarm_run AS r SET targets = gathered.ids, total = gathered.total, seen_at = now()
  FROM (
    SELECT coalesce(array_agg(user_id ORDER BY last_at DESC, user_id), '{}') AS ids, count(*)::int AS total
    FROM (
      SELECT p.user_id, max(c.last_message_at) AS last_at
      FROM conversation c JOIN conversation_participant p ON p.conversation_id = c.id
      WHERE c.last_message_at >= $2::timestamptz - make_interval(days => $3)
        ${tenantId === null ? '' : 'AND c.tenant_id = $5'}
      GROUP BY p.user_id ORDER BY last_at DESC, p.user_id LIMIT $4
    ) AS recent
  ) AS gathered
  WHERE r.id = $1 AND r.state = 'running' RETURNING r.total`
