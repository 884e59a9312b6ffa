import { AppError, userNotFound } from '@rollcall/service-kit/errors'
import { inTransaction, type Pool, type PoolClient } from '@rollcall/service-kit/postgres'
import type { Person } from '@rollcall/service-kit/tokens'
import { toUser, type User, type UserRow, userColumns } from './user.js'

/** Who writes, and in which request: what the event log keeps of it. */
export interface Author {
  person: Person
  requestId: string
  traceparent: string | null
}

/** Runs `work` in one transaction whose events carry the author. */
export function inAuthoredTransaction<T>(
  pool: Pool,
  author: Author,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, async (client) => {
    await setAuthor(client, `user:${author.person.userId}`, author.requestId, author.traceparent)
    return work(client)
  }).catch((error: unknown) => {
    throw isDuplicateEmail(error) ? duplicateEmail(error) : error
  })
}

export async function setAuthor(client: PoolClient, actor: string, correlationId: string, traceparent: string | null) {
  await client.query(
    `SELECT set_config('rollcall.actor', $1, true), set_config('rollcall.correlation_id', $2, true),
       set_config('rollcall.traceparent', $3, true)`,
    [actor, correlationId, traceparent ?? ''],
  )
}

export interface UserWrite {
  id: string
  expectedVersion?: number | undefined
  /** Column → value. Only columns of `writableColumns` reach the statement. */
  values: ReadonlyMap<WritableColumn, unknown>
  /** Which users may be written: those that are there, or those that were deleted. */
  from?: 'present' | 'deleted'
}

export type WritableColumn =
  | 'email'
  | 'first_name'
  | 'last_name'
  | 'role'
  | 'phone_number'
  | 'matricule'
  | 'ministere'
  | 'sexe'
  | 'avatar'
  | 'is_active'
  | 'deleted_at'
  | 'must_change_password'

/**
 * One UPDATE of one user of the author's organisation, if its version is the expected one.
 * @throws AppError NOT_FOUND (unknown here or elsewhere: the same answer), STALE_VERSION with the user as it now is,
 * CONFLICT when the user is deleted and has to be restored first
 */
export async function writeUser(client: PoolClient, tenantId: string, write: UserWrite): Promise<User> {
  const { id, expectedVersion, values, from = 'present' } = write
  const assignments = [...values.keys()].map((column, index) => `${column} = $${index + 4}`)
  const { rows } = await client.query<UserRow>(
    `UPDATE "user" AS u SET ${assignments.join(', ')}
     WHERE u.id = $1 AND u.tenant_id = $2 AND u.version = coalesce($3, u.version)
       AND u.deleted_at IS ${from === 'present' ? 'NULL' : 'NOT NULL'}
     RETURNING ${userColumns}`,
    [id, tenantId, expectedVersion ?? null, ...values.values()],
  )
  const [row] = rows
  if (row) return toUser(row)
  const current = await findUser(client, tenantId, id)
  if (!current) throw userNotFound(id)
  if (expectedVersion !== undefined && current.version !== expectedVersion) throw staleVersion(current)
  if (from === 'present') throw new AppError('CONFLICT', 'This user is deleted. Restore the user before you change it.')
  // Restoring a user who is there changes nothing.
  return current
}

export async function findUser(
  client: Pick<PoolClient, 'query'>,
  tenantId: string,
  id: string,
): Promise<User | undefined> {
  const { rows } = await client.query<UserRow>(
    `SELECT ${userColumns} FROM "user" AS u WHERE u.id = $1 AND u.tenant_id = $2`,
    [id, tenantId],
  )
  return rows[0] && toUser(rows[0])
}

function staleVersion(current: User): AppError {
  return new AppError(
    'STALE_VERSION',
    `Someone else changed this user meanwhile; it is now version ${current.version}. Compare and save again.`,
    { current },
  )
}

function isDuplicateEmail(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'user_email_key'
}

// Never whose it is: the other user may belong to another organisation.
function duplicateEmail(cause: unknown): AppError {
  const message = 'this address is already in use; choose another one'
  return new AppError('CONFLICT', `email: ${message}`, { cause, fields: [{ path: 'email', message }] })
}
