import type { Queryable } from '@rollcall/service-kit/postgres'
import type { Person } from '@rollcall/service-kit/tokens'

/** The name to show beside what this person did; it stays right when the person is renamed or deleted later. */
export async function readPersonName(db: Queryable, person: Person): Promise<string> {
  const { rows } = await db.query<{ name: string }>('SELECT name FROM "user" WHERE id = $1', [person.userId])
  return rows[0]?.name || person.userId
}
