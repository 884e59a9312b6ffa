import type { PoolClient } from '@rollcall/service-kit/postgres'
import type { ImportRow } from '../import-run.js'

/** How many rows of a batch came to what. */
export interface BatchSums {
  created: number
  updated: number
  deactivated: number
  failed: number
}

/**
 * Writes one batch of staged rows into the directory. Whoever was changed since the dry run is left as they are, and an
 * address that was taken meanwhile is left to its owner: both are marked as failed.
 */
export async function writeBatch(client: PoolClient, run: ImportRow, seqs: number[]): Promise<BatchSums> {
  const values = [run.id, seqs, run.tenantId]
  const isByMatricule = run.settings?.matchBy === 'matricule'
  const created = await client.query(createSql(isByMatricule), values)
  const changed = await client.query<{ fate: string }>(updateSql, values)
  const failed = await client.query(
    `UPDATE import_row SET outcome = 'failed', faults = jsonb_build_array(jsonb_build_object(
       'code', CASE WHEN fate = 'create' AND EXISTS (SELECT FROM "user" AS u WHERE u.email = import_row.email)
         THEN 'email_taken' ELSE 'changed' END))
     WHERE run_id = $1 AND seq = ANY ($2::int[]) AND tenant_id = $3 AND outcome IS NULL`,
    values,
  )
  const deactivated = changed.rows.filter(({ fate }) => fate === 'deactivate').length
  return {
    created: created.rowCount ?? 0,
    updated: changed.rows.length - deactivated,
    deactivated,
    failed: failed.rowCount ?? 0,
  }
}

const createSql = (isByMatricule: boolean) => `
  WITH made AS (
    INSERT INTO "user" (tenant_id, email, first_name, last_name, role, phone_number, matricule, ministere, sexe, avatar,
      is_active)
    SELECT tenant_id, given->>'email', given->>'firstName', given->>'lastName', given->>'role', given->>'phoneNumber',
      given->>'matricule', given->>'ministere', given->>'sexe', given->>'avatar',
      coalesce((given->>'isActive')::boolean, true)
    FROM import_row AS r
    WHERE run_id = $1 AND seq = ANY ($2::int[]) AND tenant_id = $3 AND fate = 'create' AND outcome IS NULL
      AND given IS NOT NULL ${
        isByMatricule
          ? `AND NOT EXISTS (SELECT FROM "user" AS u WHERE u.tenant_id = $3 AND u.matricule = r.key AND u.deleted_at IS NULL)`
          : ''
      }
    ORDER BY seq
    ON CONFLICT (email) DO NOTHING RETURNING id, email
  )
  UPDATE import_row AS r SET outcome = 'applied', user_id = made.id FROM made
  WHERE r.run_id = $1 AND r.seq = ANY ($2::int[]) AND r.fate = 'create' AND r.email = made.email`

/** A field that the row changes, or the one that is there. */
const changed = (column: string, field: string, type = '') =>
  `${column} = CASE WHEN r.changes ? '${field}' THEN (r.changes->'${field}'->>'to')${type} ELSE u.${column} END`

const updateSql = `
  WITH written AS (
    UPDATE "user" AS u SET ${[
      changed('email', 'email'),
      changed('first_name', 'firstName'),
      changed('last_name', 'lastName'),
      changed('role', 'role'),
      changed('phone_number', 'phoneNumber'),
      changed('matricule', 'matricule'),
      changed('ministere', 'ministere'),
      changed('sexe', 'sexe'),
      changed('avatar', 'avatar'),
      changed('is_active', 'isActive', '::boolean'),
    ].join(', ')}
    FROM import_row AS r
    WHERE r.run_id = $1 AND r.seq = ANY ($2::int[]) AND r.fate IN ('update', 'deactivate') AND r.outcome IS NULL
      AND u.id = r.user_id AND u.tenant_id = $3 AND u.version = r.version AND u.deleted_at IS NULL AND r.changes IS NOT NULL
    RETURNING r.seq
  )
  UPDATE import_row AS r SET outcome = 'applied' FROM written WHERE r.run_id = $1 AND r.seq = written.seq RETURNING r.fate`
