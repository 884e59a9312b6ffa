import { AppError } from '@rollcall/service-kit/errors'
import { may } from '@rollcall/service-kit/permissions'
import { inTransaction, type Pool, type PoolClient } from '@rollcall/service-kit/postgres'
import { keepingAnAdmin } from '../../users/keep-an-admin.js'
import { setAuthor } from '../../users/write-user.js'
import type { FaultCode } from '../fields/row-fault.js'
import { type ImportRow, requestOfImport } from '../import-run.js'
import { type BatchSums, writeBatch } from './write-batch.js'

const batchRows = 1000

/**
 * Writes the next rows of an import, a transaction for each batch: how far it is stands and falls with what was written.
 * @returns the last row that is through; null when none are left, or somebody has cancelled it
 * @throws AppError FORBIDDEN once whoever started it may not write people any more
 */
export async function applyPage(pool: Pool, run: ImportRow): Promise<number | null> {
  const { rows } = await pool.query<{ seq: number }>(
    `SELECT seq FROM import_row WHERE run_id = $1 AND seq > $2 AND fate IN ('create', 'update', 'deactivate')
       AND outcome IS NULL ORDER BY seq LIMIT ${batchRows}`,
    [run.id, run.lastSeq],
  )
  const seqs = rows.map(({ seq }) => seq)
  const last = seqs.at(-1)
  if (last === undefined) return null
  return (await applyRows(pool, run, seqs)) ? last : null
}

/** Applies rows together; where one of them can't be written, they are parted until it stands alone. */
async function applyRows(pool: Pool, run: ImportRow, seqs: number[]): Promise<boolean> {
  try {
    return await inTransaction(pool, (client) => applyInOne(client, run, seqs))
  } catch (error) {
    const code = faultOfOne(error)
    if (!code) throw error
    if (seqs.length === 1) return inTransaction(pool, (client) => markFailed(client, run, seqs, code))
    const half = Math.ceil(seqs.length / 2)
    return (await applyRows(pool, run, seqs.slice(0, half))) && applyRows(pool, run, seqs.slice(half))
  }
}

async function applyInOne(client: PoolClient, run: ImportRow, seqs: number[]): Promise<boolean> {
  await refuseWhoMayNot(client, run)
  await setAuthor(client, `user:${run.startedBy}`, requestOfImport(run.id), null)
  await client.query(
    `SELECT set_config('rollcall.lane', 'bulk', true), set_config('rollcall.removals_ahead', $1, true)`,
    [await countRemovalsAfter(client, run, seqs)],
  )
  const write = () => writeBatch(client, run, seqs)
  const sums = (await touchesAdmins(client, run.id, seqs))
    ? await keepingAnAdmin(client, run.tenantId, write)
    : await write()
  return noteProgress(client, run, seqs, sums)
}

/** How many are still to come, so that the brake holds them all from the first, or none. */
async function countRemovalsAfter(client: PoolClient, { id, removals }: ImportRow, seqs: number[]): Promise<string> {
  if (removals === 0) return '0'
  const { rows } = await client.query<{ ahead: string }>(
    `SELECT count(*) AS ahead FROM import_row WHERE run_id = $1 AND seq > $2
       AND fate IN ('update', 'deactivate') AND changes->'isActive'->>'to' = 'false'`,
    [id, seqs.at(-1)],
  )
  return rows[0]?.ahead ?? '0'
}

async function refuseWhoMayNot(client: PoolClient, { startedBy, tenantId }: ImportRow): Promise<void> {
  const { rows } = await client.query<{ role: string }>(
    'SELECT role FROM "user" WHERE id = $1 AND tenant_id = $2 AND is_active AND deleted_at IS NULL',
    [startedBy, tenantId],
  )
  const [actor] = rows
  if (actor && may({ role: actor.role, platform: false }, 'users.write')) return
  throw new AppError('FORBIDDEN', 'Whoever started this import may not change people any more. It was ended.')
}

async function touchesAdmins(client: PoolClient, runId: string, seqs: number[]): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT FROM import_row AS r JOIN "user" AS u ON u.id = r.user_id
     WHERE r.run_id = $1 AND r.seq = ANY ($2::int[]) AND u.role = 'admin' AND r.changes ?| '{role,isActive}' LIMIT 1`,
    [runId, seqs],
  )
  return rowCount === 1
}

/** Together with what was written, or not at all: a cancelled import writes nothing more. */
async function noteProgress(client: PoolClient, run: ImportRow, seqs: number[], sums: BatchSums): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE import_run SET done = done + $2, last_seq = $3, created = created + $4, updated = updated + $5,
       deactivated = deactivated + $6, failed = failed + $7, touched_at = now(), error = NULL
     WHERE id = $1 AND state = 'applying'`,
    [run.id, seqs.length, seqs.at(-1), sums.created, sums.updated, sums.deactivated, sums.failed],
  )
  if (rowCount === 1) return true
  await client.query('ROLLBACK AND CHAIN')
  return false
}

async function markFailed(client: PoolClient, run: ImportRow, seqs: number[], code: FaultCode): Promise<boolean> {
  await client.query(
    `UPDATE import_row SET outcome = 'failed', faults = jsonb_build_array(jsonb_build_object('code', $3::text))
     WHERE run_id = $1 AND seq = ANY ($2::int[])`,
    [run.id, seqs, code],
  )
  return noteProgress(client, run, seqs, { created: 0, updated: 0, deactivated: 0, failed: seqs.length })
}

/** What one row of a batch may be at fault for; undefined for anything else. */
function faultOfOne(error: unknown): FaultCode | undefined {
  if (error instanceof AppError && error.code === 'CONFLICT') return 'last_admin'
  return error instanceof Error && 'constraint' in error && error.constraint === 'user_email_key'
    ? 'email_taken'
    : undefined
}
