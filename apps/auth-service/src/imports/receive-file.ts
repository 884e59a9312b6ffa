import { AppError } from '@rollcall/service-kit/errors'
import type { Pool } from '@rollcall/service-kit/postgres'
import { inTenant } from '@rollcall/service-kit/tenant-scope'
import type { Person } from '@rollcall/service-kit/tokens'
import { readPersonName } from '../users/read-person-name.js'
import { guessMapping, looksLikeHeader } from './fields/guess-columns.js'
import { maxUploads } from './limits.js'
import { type BytesRead, decodeText, type Encoding } from './reading/decode-text.js'
import type { Separator } from './reading/find-separator.js'
import { readTable, type TableRead, type TableRecord } from './reading/read-table.js'
import { refuseFile } from './refuse-file.js'

export interface SentFile {
  bytes: AsyncIterable<Uint8Array>
  name: string | null
  /** Where the guess was wrong. */
  encoding?: Encoding | undefined
  separator?: Separator | undefined
}

const batchRows = 1000
const batchLength = 1_000_000
const rowsForGuess = 20

/**
 * Stages the rows of a file as it comes, and answers the id of the import. Holds one batch at a time. What is refused or
 * breaks off leaves nothing; `system` may delete, which people's requests may not.
 * @throws AppError BAD_INPUT for what is no table, TOO_MANY while three others are being sent
 */
export async function receiveFile(
  { pool, system }: { pool: Pool; system: Pool },
  person: Person,
  file: SentFile,
): Promise<string> {
  const id = await inTenant(person.tenantId, () => openRun(pool, person, file.name))
  try {
    const bytes: BytesRead = { encoding: 'utf-8', bom: false, bytes: 0 }
    const table: TableRead = { separator: ',' }
    const records = readTable(decodeText(file.bytes, bytes, file.encoding), table, file.separator)
    const { count, first } = await stageRecords(pool, { id, tenantId: person.tenantId }, records)
    await inTenant(person.tenantId, () => closeRun(pool, { id, count, first, bytes, table }))
    return id
  } catch (error) {
    await system.query('DELETE FROM import_run WHERE id = $1', [id]).catch(() => {})
    throw error
  }
}

async function openRun(pool: Pool, person: Person, fileName: string | null): Promise<string> {
  const name = await readPersonName(pool, person)
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO import_run (tenant_id, file_name, started_by, started_by_name)
     SELECT $1, $2, $3, $4 WHERE (SELECT count(*) FROM import_run WHERE tenant_id = $1 AND state = 'uploading') < $5
     RETURNING id`,
    [person.tenantId, fileName, person.userId, name, maxUploads],
  )
  const [run] = rows
  if (!run) throw refuseFile('too_many_uploads')
  return run.id
}

async function stageRecords(pool: Pool, run: { id: string; tenantId: string }, records: AsyncIterable<TableRecord>) {
  const first: string[][] = []
  let batch: TableRecord[] = []
  let [length, count] = [0, 0]
  const stage = async () => {
    const rows = batch
    batch = []
    length = 0
    await inTenant(run.tenantId, () => insertRows(pool, run, count - rows.length, rows))
  }
  for await (const record of records) {
    if (first.length < rowsForGuess) first.push(record.cells)
    batch.push(record)
    count += 1
    length += record.cells.reduce((sum, cell) => sum + cell.length, 0)
    if (batch.length === batchRows || length > batchLength) await stage()
  }
  if (batch.length > 0) await stage()
  return { count, first }
}

async function insertRows(pool: Pool, run: { id: string; tenantId: string }, from: number, rows: TableRecord[]) {
  const inserted = await pool.query(
    `WITH kept AS (UPDATE import_run SET touched_at = now() WHERE id = $1 AND state = 'uploading' RETURNING id)
     INSERT INTO import_row (run_id, tenant_id, seq, line, cells)
     SELECT kept.id, $2, row.seq, row.line, row.cells
     FROM kept, unnest($3::int[], $4::int[], $5::json[]) AS row (seq, line, cells)`,
    [
      ...[run.id, run.tenantId],
      ...[rows.map((_, index) => from + index), rows.map(({ line }) => line)],
      rows.map(({ cells }) => JSON.stringify(cells)),
    ],
  )
  if (inserted.rowCount === 0) throw new AppError('CONFLICT', 'This import was ended while its file was being sent.')
}

async function closeRun(
  pool: Pool,
  sent: { id: string; count: number; first: string[][]; bytes: BytesRead; table: TableRead },
): Promise<void> {
  const [columns = [], ...next] = sent.first
  const hasHeader = looksLikeHeader(columns)
  if (hasHeader && sent.count < 2) throw refuseFile('empty')
  const { encoding, bom, bytes } = sent.bytes
  const guess = guessMapping(columns, next, hasHeader)
  const reading = { encoding, bom, separator: sent.table.separator, hasHeader, guess }
  await pool.query(
    `UPDATE import_run SET state = 'received', records = $2, bytes = $3, columns = $4, reading = $5, touched_at = now()
     WHERE id = $1 AND state = 'uploading'`,
    [sent.id, sent.count, bytes, JSON.stringify(columns), JSON.stringify(reading)],
  )
}
