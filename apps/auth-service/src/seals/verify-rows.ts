import type { Queryable } from '@rollcall/service-kit/postgres'
import { leavesAt, logSpecs, type SealedLog, sealedLogs } from './sealed-logs.js'
import type { StoredBlock } from './verify-seals.js'

export interface RowFinding {
  kind: 'row changed' | 'row removed' | 'row inserted'
  log: SealedLog
  position: string
  /** When it was written, as the row says; for a removed one, when it was sealed. */
  at: string
}

const leafBytes = 32
const lowest = "'-9223372036854775808'::bigint"
/** Of one log; thousands more would say the same. */
const maxInserted = 1000
/** What was written a moment ago may still be on its way to a block. */
const settledAfter = `interval '1 minute'`

/** Recomputes the leaves of one block's rows. Row by row only where they don't fit as a whole. */
export async function verifyRows(db: Queryable, block: StoredBlock): Promise<RowFinding[]> {
  const { rows } = await db.query<{ expected: string; present: string; leaves: Buffer | null }>(
    `SELECT ($1::int8multirange - $2::int8multirange)::text AS expected,
       coalesce(range_agg(int8range(position, position, '[]')), '{}')::text AS present,
       string_agg(leaf, ''::bytea ORDER BY position) AS leaves
     FROM (${leavesAt(block.log, '$1::int8multirange')}) AS given`,
    [block.positions, block.purged],
  )
  const [now] = rows
  const whole = block.purged === '{}' && now?.leaves && block.leaves?.equals(now.leaves)
  if (whole && now?.present === now?.expected) return []
  return now?.present === '{}' && now.expected === '{}' ? [] : compareRows(db, block)
}

async function compareRows(db: Queryable, block: StoredBlock): Promise<RowFinding[]> {
  const { log } = block
  const { rows: positions } = await db.query<{ position: string; purged: boolean }>(
    `SELECT p.position::text, $2::int8multirange @> p.position AS purged
     FROM unnest($1::int8multirange) AS part
     CROSS JOIN LATERAL generate_series(lower(part), upper(part) - 1) AS p (position) ORDER BY p.position`,
    [block.positions, block.purged],
  )
  const { rows } = await db.query<{ position: string; at: Date; leaf: Buffer }>(leavesAt(log, '$1::int8multirange'), [
    block.positions,
  ])
  const present = new Map(rows.map((row) => [row.position, row]))
  return positions.flatMap(({ position, purged }, index): RowFinding[] => {
    const row = present.get(position)
    const found = { log, position, at: (row?.at ?? block.sealedAt).toISOString() }
    if (!row) return purged ? [] : [{ kind: 'row removed', ...found }]
    if (purged) return [{ kind: 'row inserted', ...found }]
    const kept = block.leaves?.subarray(index * leafBytes, (index + 1) * leafBytes)
    return kept?.equals(row.leaf) ? [] : [{ kind: 'row changed', ...found }]
  })
}

/** Rows below the newest sealed position that no block covers, and that no writer was waited for. */
export async function findInsertedRows(db: Queryable): Promise<RowFinding[]> {
  const findings: RowFinding[] = []
  for (const log of sealedLogs) {
    const { table, at } = logSpecs[log]
    const { rows } = await db.query<{ position: string; at: Date }>(
      `WITH covered AS (
         SELECT range_agg(positions) AS positions FROM seal_block WHERE log = $1
       ), open AS (
         SELECT coalesce(range_agg(positions), '{}') AS positions FROM seal_gap WHERE log = $1
       ), bare AS (
         SELECT unnest(int8multirange(int8range(NULL, upper(positions))) - positions) AS part FROM covered
       )
       SELECT r.position::text, r.${at} AS at FROM bare JOIN ${table} AS r
         ON r.position >= coalesce(lower(part), ${lowest}) AND r.position < upper(part)
       WHERE NOT (SELECT positions FROM open) @> r.position OR r.${at} < clock_timestamp() - ${settledAfter}
       ORDER BY r.position LIMIT ${maxInserted}`,
      [log],
    )
    for (const row of rows)
      findings.push({ kind: 'row inserted', log, position: row.position, at: row.at.toISOString() })
  }
  return findings
}
