import { inTransaction, type Pool, type PoolClient } from '@rollcall/service-kit/postgres'
import type { ImportRow } from '../import-run.js'
import type { ImportSettings } from '../settings.js'

/** What only the whole file tells: who is in it twice, who is in none of its rows, and how many of each there are. */
export async function finishCheck(pool: Pool, run: ImportRow, settings: ImportSettings): Promise<void> {
  await inTransaction(pool, async (client) => {
    // Rows that have just been written have no statistics: a plan made for a few would take hours.
    await client.query(`SELECT set_config('enable_nestloop', 'off', true)`)
    await markDuplicates(client, run.id, 'key', 'duplicate')
    if (settings.matchBy !== 'email') await markDuplicates(client, run.id, 'email', 'duplicate_email')
    if (settings.absent === 'deactivate') await stageAbsent(client, run)
    await summarise(client, run.id)
  })
}

/** Both are named by their lines: which of them is right is not ours to say. */
async function markDuplicates(client: PoolClient, runId: string, column: 'key' | 'email', code: string): Promise<void> {
  await client.query(
    `WITH twice AS (
       SELECT ${column} AS value, (array_agg(line ORDER BY seq))[1:10] AS lines FROM import_row
       WHERE run_id = $1 AND ${column} IS NOT NULL GROUP BY ${column} HAVING count(*) > 1
     )
     UPDATE import_row AS r SET fate = 'faulty', given = NULL, changes = NULL,
       faults = coalesce(r.faults, '[]') || jsonb_build_array(jsonb_build_object('code', $2::text, 'lines', twice.lines))
     FROM twice WHERE r.run_id = $1 AND r.${column} = twice.value`,
    [runId, code],
  )
}

/**
 * Nobody is taken for absent while a row doesn't tell whom it means: it may mean them. Whoever imports stays, and so does
 * everyone whose row is faulty for another reason.
 */
async function stageAbsent(client: PoolClient, run: ImportRow): Promise<void> {
  await client.query(
    `INSERT INTO import_row (run_id, tenant_id, seq, user_id, version, fate, changes)
     SELECT $1, $2, $3 + row_number() OVER (ORDER BY u.last_name, u.first_name, u.id) - 1, u.id, u.version, 'deactivate',
       '{"isActive":{"from":true,"to":false}}'
     FROM "user" AS u
     WHERE u.tenant_id = $2 AND u.is_active AND u.deleted_at IS NULL AND u.id <> $4
       AND NOT EXISTS (SELECT FROM import_row AS r WHERE r.run_id = $1 AND r.user_id = u.id)
       AND NOT EXISTS (${nameless})`,
    [run.id, run.tenantId, run.records, run.startedBy],
  )
}

const nameless = `SELECT FROM import_row AS n WHERE n.run_id = $1 AND n.fate = 'faulty' AND n.key IS NULL
  AND n.user_id IS NULL`

async function summarise(client: PoolClient, runId: string): Promise<void> {
  await client.query(
    `UPDATE import_run SET state = 'checked', last_seq = -1, step_started_at = NULL, error = NULL,
       (to_create, to_update, to_leave, to_deactivate, faulty, nameless, removals) = (
         SELECT count(*) FILTER (WHERE fate = 'create'), count(*) FILTER (WHERE fate = 'update'),
           count(*) FILTER (WHERE fate = 'leave'), count(*) FILTER (WHERE fate = 'deactivate'),
           count(*) FILTER (WHERE fate = 'faulty'),
           count(*) FILTER (WHERE fate = 'faulty' AND key IS NULL AND user_id IS NULL),
           count(*) FILTER (WHERE fate IN ('update', 'deactivate') AND changes->'isActive'->>'to' = 'false')
         FROM import_row WHERE run_id = $1)
     WHERE id = $1 AND state = 'checking'`,
    [runId],
  )
}
