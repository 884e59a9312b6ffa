import type { DirectoryUser } from '@rollcall/events/user-event'
import type { Pool } from '@rollcall/service-kit/postgres'
import { findProjectionSuspects } from '../reconcile/find-projection-suspects.js'
import type { KeptUser, ReconcileStore } from '../reconcile/reconcile-store.js'
import type { SubscriberStore } from '../subscriber-store.js'

/** Column, its type, its name in the payload. */
const fields: [column: string, type: string, name: keyof DirectoryUser['payload']][] = [
  ['email', 'text', 'email'],
  ['first_name', 'text', 'firstName'],
  ['last_name', 'text', 'lastName'],
  ['role', 'text', 'role'],
  ['phone_number', 'text', 'phoneNumber'],
  ['is_active', 'boolean', 'isActive'],
  ['must_change_password', 'boolean', 'mustChangePassword'],
  ['avatar', 'text', 'avatar'],
  ['matricule', 'text', 'matricule'],
  ['ministere', 'text', 'ministere'],
  ['sexe', 'text', 'sexe'],
  ['created_at', 'timestamptz', 'createdAt'],
  ['updated_at', 'timestamptz', 'updatedAt'],
  ['deleted_at', 'timestamptz', 'deletedAt'],
]
const columns: [name: string, type: string, read: (user: DirectoryUser) => unknown][] = [
  ['id', 'uuid', (user) => user.userId],
  ['tenant_id', 'uuid', (user) => user.tenantId],
  ['user_version', 'int', (user) => user.userVersion],
  ['event_at', 'timestamptz', (user) => user.eventAt],
  ...fields.map(([column, type, name]): (typeof columns)[number] => [column, type, ({ payload }) => payload[name]]),
]
const names = columns.map(([name]) => name).join(', ')
const set = columns.map(([name]) => `${name} = EXCLUDED.${name}`).join(', ')
const upsert = (given: string, guard: string) => `
  INSERT INTO kept_user AS kept (${names})
  SELECT DISTINCT ON (id) ${names}
  FROM unnest(${columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')}) AS given (${names})
  WHERE ${given} ORDER BY id, user_version DESC
  ON CONFLICT (id) DO UPDATE SET ${set} WHERE ${guard} RETURNING id`
const valuesOf = (users: DirectoryUser[]) => columns.map(([, , read]) => users.map(read))

/** A whole projection with the guard, as a service keeps one. It refuses the last name "Poison". */
export async function createKeptUsers(owner: Pool, pool: Pool): Promise<SubscriberStore & ReconcileStore> {
  await owner.query(
    `CREATE TABLE kept_user (LIKE directory_user INCLUDING GENERATED INCLUDING DEFAULTS INCLUDING INDEXES,
       CHECK (last_name <> 'Poison'))`,
  )
  const write = async (sql: string, users: DirectoryUser[], ...more: unknown[]) => {
    const { rows } = await pool.query<{ id: string }>(sql, [...valuesOf(users), ...more])
    return { applied: rows.map(({ id }) => id), superseded: users.length - rows.length }
  }
  return {
    apply: (users) =>
      write(
        upsert(
          'NOT EXISTS (SELECT FROM kept_user known WHERE known.id = given.id AND known.user_version >= given.user_version)',
          'kept.user_version < EXCLUDED.user_version',
        ),
        users,
      ),
    repair: (users, seen) =>
      write(
        upsert(
          'true',
          `kept.user_version <= EXCLUDED.user_version
             OR kept.user_version = ($${columns.length + 1}::jsonb->>(kept.id::text))::int`,
        ),
        users,
        JSON.stringify(Object.fromEntries(seen)),
      ),
    remove: async (orphans) => {
      const { rowCount } = await pool.query(
        `DELETE FROM kept_user kept USING unnest($1::uuid[], $2::int[]) AS given (id, version)
         WHERE kept.id = given.id AND kept.user_version = given.version`,
        [orphans.map(({ userId }) => userId), orphans.map(({ version }) => version)],
      )
      return rowCount ?? 0
    },
    count: async () => (await pool.query('SELECT 1 FROM kept_user')).rowCount ?? 0,
    versions: async (ids) => {
      const { rows } = await pool.query(
        'SELECT id, user_version, tenant_id, deleted_at, event_at, synced_at FROM kept_user WHERE id = ANY($1::uuid[])',
        [ids],
      )
      return new Map(
        rows.map((row) => [
          row.id,
          {
            ...{ version: row.user_version, tenantId: row.tenant_id, deleted: row.deleted_at !== null },
            ...{ eventAt: row.event_at.toISOString(), syncedAt: row.synced_at.toISOString() },
          },
        ]),
      )
    },
    findSuspects: findProjectionSuspects({ pool, table: 'kept_user', version: 'user_version' }),
    read: async (ids) => {
      const { rows } = await pool.query('SELECT * FROM kept_user WHERE id = ANY($1::uuid[])', [ids])
      return new Map(rows.map((row) => [row.id, toKept(row)]))
    },
    fieldsOf: ({ payload }) => Object.fromEntries(fields.map(([, , name]) => [name, payload[name]])),
  }
}

function toKept(row: Record<string, unknown>): KeptUser {
  const plain = (value: unknown) => (value instanceof Date ? value.toISOString() : value)
  return {
    tenantId: String(row.tenant_id),
    version: Number(row.user_version),
    fullName: `${row.first_name} ${row.last_name}`,
    fields: Object.fromEntries(fields.map(([column, , name]) => [name, plain(row[column])])),
  }
}
