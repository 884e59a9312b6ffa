import type { DirectoryUser } from '@rollcall/events/user-event'
import type { Queryable } from '@rollcall/service-kit/postgres'
import type { ApplyResult } from '@rollcall/subscriber/subscriber-store'

/** Column, its array type, and where its value comes from. One table, so that the three lists can't drift apart. */
export const columns: [name: string, type: string, read: (user: DirectoryUser) => unknown][] = [
  ['id', 'uuid', (user) => user.userId],
  ['tenant_id', 'uuid', (user) => user.tenantId],
  ['email', 'text', ({ payload }) => payload.email],
  ['first_name', 'text', ({ payload }) => payload.firstName],
  ['last_name', 'text', ({ payload }) => payload.lastName],
  ['role', 'text', ({ payload }) => payload.role],
  ['phone_number', 'text', ({ payload }) => payload.phoneNumber],
  ['is_active', 'boolean', ({ payload }) => payload.isActive],
  ['must_change_password', 'boolean', ({ payload }) => payload.mustChangePassword],
  ['avatar', 'text', ({ payload }) => payload.avatar],
  ['matricule', 'text', ({ payload }) => payload.matricule],
  ['ministere', 'text', ({ payload }) => payload.ministere],
  ['sexe', 'text', ({ payload }) => payload.sexe],
  ['created_at', 'timestamptz', ({ payload }) => payload.createdAt],
  ['updated_at', 'timestamptz', ({ payload }) => payload.updatedAt],
  ['deleted_at', 'timestamptz', ({ payload }) => payload.deletedAt],
  ['user_version', 'int', (user) => user.userVersion],
  ['event_at', 'timestamptz', (user) => user.eventAt],
]
const names = columns.map(([name]) => name).join(', ')

/**
 * The guard is in the same statement as the write. What is known to be old is left out before: a constraint could
 * refuse it otherwise, and the retry of a poison event would never end as superseded. Looked up one by one: with a
 * join, a plan from before the table's statistics reads the whole table for each batch. Rows are locked in the order of
 * their ids, so that two batches can't wait for each other.
 */
const upsertSql = `
  INSERT INTO directory_user (${names}, synced_at)
  SELECT ${names}, clock_timestamp()
  FROM unnest(${columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')}) AS given (${names})
  WHERE user_version > coalesce((SELECT known.user_version FROM directory_user known WHERE known.id = given.id), 0)
  ORDER BY id
  ON CONFLICT (id) DO UPDATE SET ${columns
    .slice(1)
    .map(([name]) => `${name} = EXCLUDED.${name}`)
    .join(', ')}, synced_at = EXCLUDED.synced_at
  WHERE directory_user.user_version < EXCLUDED.user_version
  RETURNING id`

/** Writes every user that is newer than what is kept; deleted ones stay as tombstones. Doing it again changes nothing. */
export async function applyUsers(db: Queryable, users: DirectoryUser[]): Promise<ApplyResult> {
  const newest = newestOfEach(users)
  const values = columns.map(([, , read]) => newest.map(read))
  const { rows } = await db.query<{ id: string }>({ name: 'apply-users', text: upsertSql, values })
  return { applied: rows.map(({ id }) => id), superseded: users.length - rows.length }
}

/** One statement may touch a row once. */
export function newestOfEach(users: DirectoryUser[]): DirectoryUser[] {
  const newest = new Map<string, DirectoryUser>()
  for (const user of users) {
    const known = newest.get(user.userId)
    if (!known || known.userVersion < user.userVersion) newest.set(user.userId, user)
  }
  return [...newest.values()]
}
