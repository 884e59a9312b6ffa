import { createHash, createHmac, hkdfSync } from 'node:crypto'

/** What one block says. Its hash covers every field, and through `previousHash` all blocks before it. */
export interface SealedBlock {
  id: string
  log: string
  /** int8multirange, as PostgreSQL writes it. */
  positions: string
  rows: number
  previousHash: Buffer
  leavesHash: Buffer
  sealedAt: Date
}

/** What the first block follows. */
export const firstHash = Buffer.alloc(32)

/** A key of its own: whoever holds only the database can't rebuild the chain. */
export function deriveSealKey(authSecret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', authSecret, '', 'rollcall.seal.1', 32))
}

export const hashLeaves = (leaves: Buffer) => createHash('sha256').update(leaves).digest()

export function hashBlock(key: Buffer, block: SealedBlock): Buffer {
  const { id, log, positions, rows, sealedAt } = block
  const head = JSON.stringify([id, log, positions, rows, sealedAt.toISOString()])
  return createHmac('sha256', key).update(block.previousHash).update(block.leavesHash).update(head).digest()
}
