import type { Queryable } from '@rollcall/service-kit/postgres'
import { firstHash, hashBlock, hashLeaves, type SealedBlock } from './seal-hash.js'
import { lookUpByKey, type SealedLog } from './sealed-logs.js'
import { findInsertedRows, type RowFinding, verifyRows } from './verify-rows.js'

export type Finding = RowFinding | BlockFinding
export interface BlockFinding {
  kind: 'block changed' | 'block removed' | 'chain broken' | 'purge not explained' | 'hash not found'
  block: string
  log: string | null
  at: string | null
}

export interface StoredBlock extends SealedBlock {
  log: SealedLog
  hash: Buffer
  leaves: Buffer | null
  purgedAt: Date | null
  /** What purges explain, as sealed rows of their own. */
  purged: string
}

export interface VerifyFigures {
  blocks: number
  rows: number
  findings: number
  newestHash: string
}

const blocksAtOnce = 20

/**
 * Walks the whole chain in order, in memory of a few blocks, and reports whatever doesn't fit. Call it in one read-only
 * REPEATABLE READ transaction: sealing, purging and erasing go on meanwhile.
 * @param contains a hash (hex) that was kept elsewhere: a chain that was cut off or begun anew doesn't hold it
 */
export async function verifySeals(
  db: Queryable,
  key: Buffer,
  tell: (finding: Finding) => void,
  contains?: string,
): Promise<VerifyFigures> {
  const figures: VerifyFigures = { blocks: 0, rows: 0, findings: 0, newestHash: firstHash.toString('hex') }
  const report = (finding: Finding) => {
    figures.findings += 1
    tell(finding)
  }
  await lookUpByKey(db)
  let [last, seen] = [0n, contains === undefined]
  let previous: Buffer = firstHash
  for (;;) {
    const blocks = await readBlocks(db, String(last))
    for (const block of blocks) {
      const id = BigInt(block.id)
      for (let gone = last + 1n; gone < id && gone < last + 1000n; gone += 1n) {
        report({ kind: 'block removed', block: String(gone), log: null, at: null })
      }
      for (const kind of checkBlock(key, block, id === last + 1n ? previous : undefined)) {
        report({ kind, block: block.id, log: block.log, at: block.sealedAt.toISOString() })
      }
      for (const finding of await verifyRows(db, block)) report(finding)
      figures.blocks += 1
      figures.rows += block.rows
      last = id
      previous = block.hash
      seen ||= block.hash.toString('hex') === contains
    }
    if (blocks.length < blocksAtOnce) break
  }
  for (const finding of await findInsertedRows(db)) report(finding)
  if (!seen) report({ kind: 'hash not found', block: contains ?? '', log: null, at: null })
  return { ...figures, newestHash: previous.toString('hex') }
}

async function readBlocks(db: Queryable, after: string): Promise<StoredBlock[]> {
  const { rows } = await db.query<StoredBlock>(
    `SELECT b.id::text, b.log, b.positions::text, b.rows, b.previous_hash AS "previousHash", b.leaves_hash AS "leavesHash",
       b.hash, b.leaves, b.sealed_at AS "sealedAt", b.purged_at AS "purgedAt",
       coalesce((SELECT range_agg(p.positions) FROM purged_row AS p WHERE p.block = b.id AND p.log = b.log), '{}')::text
         AS purged
     FROM seal_block AS b WHERE b.id > $1 ORDER BY b.id LIMIT ${blocksAtOnce}`,
    [after],
  )
  return rows
}

/** `previous` is unknown behind a removed block. */
function checkBlock(key: Buffer, block: StoredBlock, previous: Buffer | undefined): BlockFinding['kind'][] {
  const kinds: BlockFinding['kind'][] = []
  const leavesFit = block.leaves === null || hashLeaves(block.leaves).equals(block.leavesHash)
  if (!leavesFit || !hashBlock(key, block).equals(block.hash)) kinds.push('block changed')
  else if (previous && !block.previousHash.equals(previous)) kinds.push('chain broken')
  if ((block.leaves === null || block.purgedAt !== null) && block.purged === '{}') kinds.push('purge not explained')
  return kinds
}
