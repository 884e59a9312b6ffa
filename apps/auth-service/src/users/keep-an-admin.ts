import { AppError } from '@rollcall/service-kit/errors'
import type { PoolClient } from '@rollcall/service-kit/postgres'
import type { Author } from './write-user.js'

/** Nobody locks himself out. */
export function refuseOwnAccount(author: Author, userId: string, deed: string): void {
  if (author.person.userId !== userId) return
  throw new AppError('CONFLICT', `You cannot ${deed} your own account. Ask another administrator.`)
}

/**
 * Runs a write that may take away an administrator, and takes it back if it was the last active one. Such writes of one
 * organisation wait for each other, so that two administrators can't remove each other at the same moment.
 */
export async function keepingAnAdmin<T>(client: PoolClient, tenantId: string, write: () => Promise<T>): Promise<T> {
  await lockAdmins(client, tenantId)
  const hadAdmin = await hasActiveAdmin(client, tenantId)
  const result = await write()
  if (hadAdmin && !(await hasActiveAdmin(client, tenantId))) {
    throw new AppError('CONFLICT', 'This is the last active administrator. Make someone else administrator first.')
  }
  return result
}

/** Until the transaction ends, nobody else takes an administrator away from this organisation. */
export async function lockAdmins(client: PoolClient, tenantId: string): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('rollcall.administrators:' || $1, 0))`, [tenantId])
}

async function hasActiveAdmin(client: PoolClient, tenantId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM "user" WHERE tenant_id = $1 AND role = 'admin' AND is_active AND deleted_at IS NULL LIMIT 1`,
    [tenantId],
  )
  return rowCount === 1
}
