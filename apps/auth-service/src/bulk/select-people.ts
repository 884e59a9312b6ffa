import type { Pool } from '@rollcall/service-kit/postgres'
import type { Person } from '@rollcall/service-kit/tokens'
import { type Add, peopleClauses, peopleSource, preparePeopleQuery } from '../people/people-query.js'
import type { ReadSyncSet } from '../people/sync-set.js'
import type { Selection } from './bulk-run.js'

/** SQL: where the chosen people `u` come from, and what holds for them. Ids that nobody here has choose nobody. */
export type ChosenPeople = (add: Add) => { source: string; where: string }

/** @throws AppError as `preparePeopleQuery` does */
export async function selectPeople(
  pool: Pool,
  readSyncSet: ReadSyncSet,
  person: Person,
  { ids, filter, except }: Selection,
): Promise<ChosenPeople> {
  const spared = (add: Add) => (except?.length ? ` AND u.id <> ALL(${add(except)}::uuid[])` : '')
  if (ids) {
    return (add) => ({
      source: '"user" AS u',
      where: `u.tenant_id = ${add(person.tenantId)} AND u.id = ANY(${add(ids)}::uuid[])${spared(add)}`,
    })
  }
  const query = await preparePeopleQuery(pool, readSyncSet, person, filter ?? {})
  return (add) => ({
    source: peopleSource(query, add),
    where: `${peopleClauses(query, add).join(' AND ')}${spared(add)}`,
  })
}
