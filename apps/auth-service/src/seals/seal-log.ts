import { inTransaction, type Pool, type Queryable } from '@rollcall/service-kit/postgres'
import { firstHash, hashBlock, hashLeaves } from './seal-hash.js'
import { leavesAt, logSpecs, lookUpByKey, type SealedLog, sealedLogs } from './sealed-logs.js'

const maxRows = 5000

interface Gap {
  id: string
  positions: string
  waitsFor: string[]
}
interface Found {
  positions: string
  rows: number
  leaves: Buffer
  top: string
}

const hasNewRows = (log: SealedLog) =>
  `EXISTS (SELECT FROM ${logSpecs[log].table} WHERE position > coalesce((SELECT top FROM seal_progress WHERE log = '${log}'), 0))`

/** One cheap question, so that a quiet installation stays quiet. */
export async function isAnythingUnsealed(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ waiting: boolean }>({
    name: 'is-anything-unsealed',
    text: `SELECT EXISTS (SELECT FROM seal_gap) OR ${sealedLogs.map(hasNewRows).join(' OR ')} AS waiting`,
  })
  return rows[0]?.waiting ?? false
}

/**
 * Seals what is visible of one log and not sealed yet; call it while no other replica does. Sequence order is not commit
 * order: a position may be missing now and come later. Whoever took one holds a lock on the sequence until its
 * transaction ends, so that a gap waits for exactly those, and is given up for good once they have ended and it is still
 * empty. Old rows are never looked at again.
 * @returns how many rows were sealed
 */
export async function sealLog(pool: Pool, key: Buffer, log: SealedLog, signal: AbortSignal): Promise<number> {
  let sealed = await sealGaps(pool, key, log, signal)
  while (!signal.aborted) {
    const rows = await inTransaction(pool, async (client) => {
      await lookUpByKey(client)
      const from = await readTop(client, log)
      const found = await packRows(client, newRows(log), from)
      if (!found) return 0
      // Read after the rows: who took a missing position holds the lock now, or has ended.
      const writers = await readWriters(client, log)
      await insertBlock(client, key, log, found)
      await client.query(
        `INSERT INTO seal_gap (log, positions, waits_for)
         SELECT $1, missing, $2 FROM (SELECT int8multirange(int8range($3, $4, '(]')) - $5::int8multirange AS missing) AS m
         WHERE NOT isempty(missing)`,
        [log, writers, from, found.top, found.positions],
      )
      await client.query(
        `INSERT INTO seal_progress (log, top) VALUES ($1, $2) ON CONFLICT (log) DO UPDATE SET top = EXCLUDED.top`,
        [log, found.top],
      )
      return found.rows
    })
    sealed += rows
    if (rows < maxRows) break
  }
  return sealed
}

/** Gaps some of whose transactions have ended: what these left is sealed. */
async function sealGaps(pool: Pool, key: Buffer, log: SealedLog, signal: AbortSignal): Promise<number> {
  // Read before the rows: who isn't in it any more has ended, and what it wrote is visible.
  const writers = new Set(await readWriters(pool, log))
  const { rows: gaps } = await pool.query<Gap>(
    `SELECT id, positions::text, waits_for AS "waitsFor" FROM seal_gap WHERE log = $1 ORDER BY seal_gap.id`,
    [log],
  )
  let sealed = 0
  for (const gap of gaps) {
    const waitsFor = gap.waitsFor.filter((writer) => writers.has(writer))
    if (signal.aborted) break
    if (waitsFor.length === gap.waitsFor.length && waitsFor.length > 0) continue
    sealed += await sealGap(pool, key, log, { ...gap, waitsFor })
  }
  return sealed
}

async function sealGap(pool: Pool, key: Buffer, log: SealedLog, gap: Gap): Promise<number> {
  let [sealed, left] = [0, gap.positions]
  for (;;) {
    const found = await inTransaction(pool, async (client) => {
      await lookUpByKey(client)
      const rows = await packRows(client, leavesAt(log, '$1::int8multirange'), left)
      if (rows) await insertBlock(client, key, log, rows)
      const rest = await client.query<{ left: string }>(
        `SELECT ($1::int8multirange - $2::int8multirange)::text AS left`,
        [left, rows?.positions ?? '{}'],
      )
      left = rest.rows[0]?.left ?? '{}'
      const gone = left === '{}' || ((rows?.rows ?? 0) < maxRows && gap.waitsFor.length === 0)
      if (gone) await client.query('DELETE FROM seal_gap WHERE id = $1', [gap.id])
      else
        await client.query('UPDATE seal_gap SET positions = $2, waits_for = $3 WHERE id = $1', [
          ...[gap.id, left, gap.waitsFor],
        ])
      return rows?.rows ?? 0
    })
    sealed += found
    if (found < maxRows) return sealed
  }
}

/** Transactions that have taken a position of this log, as PostgreSQL names them. */
async function readWriters(db: Queryable, log: SealedLog): Promise<string[]> {
  const { rows } = await db.query<{ writer: string }>(
    `SELECT DISTINCT virtualtransaction AS writer FROM pg_locks
     WHERE locktype = 'relation' AND relation = pg_get_serial_sequence($1, 'position')::regclass
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [logSpecs[log].table],
  )
  return rows.map(({ writer }) => writer)
}

async function readTop(db: Queryable, log: SealedLog): Promise<string> {
  const { rows } = await db.query<{ top: string }>('SELECT top::text FROM seal_progress WHERE log = $1', [log])
  return rows[0]?.top ?? '0'
}

function newRows(log: SealedLog): string {
  const { table, at, joins, leaf } = logSpecs[log]
  return `SELECT r.position, r.${at} AS at, ${leaf} AS leaf FROM (
    SELECT * FROM ${table} WHERE position > $1::bigint ORDER BY position LIMIT ${maxRows}) AS r ${joins}`
}

/** Rows of one statement, and so of one snapshot. */
async function packRows(db: Queryable, sql: string, from: string): Promise<Found | undefined> {
  const { rows } = await db.query<Found>(
    `SELECT positions::text, rows, leaves, top::text FROM (
       SELECT range_agg(int8range(position, position, '[]')) AS positions, count(*)::int AS rows, max(position) AS top,
         string_agg(leaf, ''::bytea ORDER BY position) AS leaves
       FROM (SELECT * FROM (${sql}) AS given ORDER BY position LIMIT ${maxRows}) AS page
     ) AS packed WHERE rows > 0`,
    [from],
  )
  return rows[0]
}

/** The next of the chain. Of two replicas that both believe they hold the lock, one fails at the key. */
async function insertBlock(db: Queryable, key: Buffer, log: SealedLog, found: Found): Promise<void> {
  const { rows } = await db.query<{ id: string; hash: Buffer }>(
    'SELECT id, hash FROM seal_block ORDER BY id DESC LIMIT 1',
  )
  const block = {
    id: String(BigInt(rows[0]?.id ?? 0) + 1n),
    ...{ log, positions: found.positions, rows: found.rows, sealedAt: new Date() },
    previousHash: rows[0]?.hash ?? firstHash,
    leavesHash: hashLeaves(found.leaves),
  }
  await db.query(
    `INSERT INTO seal_block (id, log, positions, rows, previous_hash, leaves_hash, hash, leaves, sealed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[block.id, log, block.positions, block.rows, block.previousHash, block.leavesHash, hashBlock(key, block)],
      ...[found.leaves, block.sealedAt],
    ],
  )
}
