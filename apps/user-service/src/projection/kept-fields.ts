import type { DirectoryUser, UserSnapshot } from '@rollcall/events/user-event'
import type { Queryable } from '@rollcall/service-kit/postgres'
import type { KeptUser } from '@rollcall/subscriber/reconcile/reconcile-store'

/** The column of each synced field. A field that an event gains does not compile until it has one. */
const columnOf: Record<Exclude<keyof UserSnapshot, 'userId'>, string> = {
  email: 'email',
  firstName: 'first_name',
  lastName: 'last_name',
  role: 'role',
  phoneNumber: 'phone_number',
  isActive: 'is_active',
  mustChangePassword: 'must_change_password',
  avatar: 'avatar',
  matricule: 'matricule',
  ministere: 'ministere',
  sexe: 'sexe',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  deletedAt: 'deleted_at',
}
const selected = Object.entries(columnOf).map(([field, column]) => `${column} AS "${field}"`)
const readSql = `SELECT id, tenant_id AS "tenantId", user_version AS version, first_name || ' ' || last_name AS "fullName",
    ${selected.join(', ')}
  FROM directory_user WHERE id = ANY($1::uuid[])`

type Row = Omit<KeptUser, 'fields'> & { id: string } & Record<string, unknown>

/** What is kept of these users, tombstones included, in the words of the directory. */
export async function readKept(db: Queryable, ids: string[]): Promise<Map<string, KeptUser>> {
  const { rows } = await db.query<Row>(readSql, [ids])
  return new Map(
    rows.map(({ id, tenantId, version, fullName, ...columns }) => {
      const fields = Object.fromEntries(Object.entries(columns).map(([field, value]) => [field, toPlain(value)]))
      return [id, { tenantId, version, fullName: fullName.trim(), fields }]
    }),
  )
}

/** The same fields of a snapshot. */
export function fieldsOf({ payload }: DirectoryUser): Record<string, unknown> {
  const { userId: _, createdAt, updatedAt, deletedAt, ...fields } = payload
  return {
    ...fields,
    createdAt: toIso(createdAt),
    updatedAt: toIso(updatedAt),
    deletedAt: deletedAt && toIso(deletedAt),
  }
}

const toIso = (moment: string) => new Date(moment).toISOString()

/** A time by hand can also be `infinity`, which is no date. */
function toPlain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'number' ? String(value) : value
}
