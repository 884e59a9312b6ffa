import { inTransaction, type Pool, type PoolClient } from '@rollcall/service-kit/postgres'
import { convertRow } from '../fields/convert-row.js'
import type { ImportRow } from '../import-run.js'
import type { ImportSettings } from '../settings.js'
import { type DirectoryView, decideFate, type KnownPerson, type StagedRow } from './decide-fate.js'

const pageRows = 2000

/** Judges the next rows of a dry run against the directory. Answers how far it is, or null when none are left. */
export async function checkPage(pool: Pool, run: ImportRow, settings: ImportSettings): Promise<number | null> {
  const { rows } = await pool.query<{ seq: number; cells: string[] | null }>(
    `SELECT seq, cells FROM import_row WHERE run_id = $1 AND seq > $2 AND seq < $3 ORDER BY seq LIMIT ${pageRows}`,
    [run.id, run.lastSeq, run.records],
  )
  const last = rows.at(-1)
  if (!last) return null
  const width = run.columns.length
  const people = settings.hasHeader ? rows.filter(({ seq }) => seq > 0) : rows
  const staged: StagedRow[] = people.map(({ seq, cells }) =>
    // Blanked since it was sent: whoever it was has been erased.
    cells ? { seq, ...convertRow(cells, width, settings) } : { seq, given: {}, faults: [{ code: 'erased' }] },
  )
  const view = await lookUp(pool, run.tenantId, settings, staged)
  const fates = staged.map((row) => decideFate(row, view, settings, run.startedBy))
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE import_run SET last_seq = $2, done = done + $3, touched_at = now() WHERE id = $1 AND state = 'checking'`,
      [run.id, last.seq, people.length],
    )
    if (rowCount !== 1) return
    if (run.lastSeq < 0)
      await client.query(`UPDATE import_row SET fate = 'header' WHERE run_id = $1 AND seq = 0`, [run.id])
    await writeFates(client, run.id, fates)
  })
  return last.seq
}

async function lookUp(
  pool: Pool,
  tenantId: string,
  { matchBy }: ImportSettings,
  rows: StagedRow[],
): Promise<DirectoryView> {
  const keys = rows.map(({ given }) => given[matchBy]).filter(Boolean)
  const emails = rows.map(({ given }) => given.email).filter(Boolean)
  const people = await pool.query<KnownPerson & { key: string }>(
    `SELECT u.${matchBy} AS key, u.id, u.version, u.deleted_at IS NOT NULL AS "isDeleted", u.email,
       u.first_name AS "firstName", u.last_name AS "lastName", u.role, u.phone_number AS "phoneNumber", u.matricule,
       u.ministere, u.sexe, u.is_active AS "isActive", u.avatar
     FROM "user" AS u WHERE u.tenant_id = $1 AND u.${matchBy} = ANY ($2::text[])`,
    [tenantId, keys],
  )
  const owners = await pool.query<{ email: string; id: string }>(
    'SELECT email, id FROM "user" WHERE email = ANY ($1::text[])',
    [emails],
  )
  const byKey = new Map<string, KnownPerson[]>()
  for (const person of people.rows) byKey.set(person.key, [...(byKey.get(person.key) ?? []), person])
  return { byKey, ownerOf: new Map(owners.rows.map(({ email, id }) => [email, id])) }
}

async function writeFates(client: PoolClient, runId: string, fates: object[]): Promise<void> {
  await client.query(
    `UPDATE import_row AS r SET key = f.key, email = f.email, user_id = f."userId", version = f.version, fate = f.fate,
       given = f.given, changes = f.changes, faults = f.faults, outcome = NULL
     FROM jsonb_to_recordset($2::jsonb) AS f (seq int, key text, email text, "userId" uuid, version int, fate text,
       given jsonb, changes jsonb, faults jsonb)
     WHERE r.run_id = $1 AND r.seq = f.seq`,
    [runId, JSON.stringify(fates)],
  )
}
