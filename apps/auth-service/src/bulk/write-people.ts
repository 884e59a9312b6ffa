import type { PoolClient } from '@rollcall/service-kit/postgres'
import { createValues } from '../people/people-query.js'
import { assignment, deedOf } from './bulk-deed.js'
import type { LockedPerson } from './lock-people.js'
import type { RunningBulk } from './run-batch.js'

/** Does a run's deed, or takes it back, in one statement for all of them. Answers their new versions by id. */
export async function writePeople(
  client: PoolClient,
  run: RunningBulk,
  people: LockedPerson[],
): Promise<Map<string, number>> {
  if (people.length === 0) return new Map()
  const { values, add } = createValues()
  const deed = deedOf(run)
  const ids = people.map(({ userId }) => userId)
  const sql = deed
    ? `UPDATE "user" AS u SET ${assignment(deed, add)}
       WHERE u.id = ANY(${add(ids)}::uuid[]) AND u.tenant_id = ${add(run.tenantId)}`
    : `UPDATE "user" AS u SET role = given.role
       FROM unnest(${add(ids)}::uuid[], ${add(people.map(({ formerRole }) => formerRole))}::text[]) AS given (id, role)
       WHERE u.id = given.id AND u.tenant_id = ${add(run.tenantId)}`
  const { rows } = await client.query<{ id: string; version: number }>(`${sql} RETURNING u.id, u.version`, values)
  return new Map(rows.map(({ id, version }) => [id, version]))
}
