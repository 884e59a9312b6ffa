import type { UserRole } from '@rollcall/events/roles'
import type { Queryable } from '@rollcall/service-kit/postgres'
import type { PeopleFilter } from './people-filter.js'
import { createValues, fromPeople, isGathered, type PeopleQuery } from './people-query.js'

export interface PeopleTotal {
  total: number
  /** False where more people than `total` fit: counting them all would take longer than anybody waits. */
  totalExact: boolean
}

/** How far people who fit a common search are counted, and those who changed since some moment. */
const countedPeople = 1000
const countedChanged = 10_000

/** How many people are meant, as far as they can be counted within a list's time. */
export async function countPeople(db: Queryable, query: PeopleQuery): Promise<PeopleTotal> {
  if (query.search?.isCommon) return countUpTo(db, query, countedPeople)
  if (query.filter.changedSince && !isGathered(query)) return countUpTo(db, query, countedChanged)
  if (query.search || (query.sync && !query.sync.others)) return { total: await countAll(db, query), totalExact: true }
  const everyone = await sumCounts(db, query)
  if (!query.sync) return { total: everyone, totalExact: true }
  const rest = await countAll(db, { ...query, sync: { ...query.sync, others: false } })
  return { total: Math.max(0, everyone - rest), totalExact: true }
}

/** How many people are meant, however long it takes. */
export async function countAll(db: Queryable, query: PeopleQuery): Promise<number> {
  const { values, add } = createValues()
  const { rows } = await db.query<{ total: number }>(`SELECT count(*)::int AS total ${fromPeople(query, add)}`, values)
  return rows[0]?.total ?? 0
}

async function countUpTo(db: Queryable, query: PeopleQuery, most: number): Promise<PeopleTotal> {
  const { values, add } = createValues()
  const { rows } = await db.query<{ found: number }>(
    `SELECT count(*)::int AS found FROM (
       SELECT ${fromPeople(query, add)} LIMIT ${most + 1}) AS counted`,
    values,
  )
  const found = rows[0]?.found ?? 0
  return { total: Math.min(found, most), totalExact: found <= most }
}

const statesOf = { present: ['active', 'inactive'], active: ['active'], inactive: ['inactive'], deleted: ['deleted'] }

/** From the counts that the triggers on "user" keep: exact, and a sum of few rows. */
async function sumCounts(db: Queryable, { tenantId, filter }: PeopleQuery): Promise<number> {
  const counted = await groupCounts(db, tenantId, filter)
  return counted.reduce((sum, { people }) => sum + people, 0)
}

/** The same by role. */
export async function groupCounts(
  db: Queryable,
  tenantId: string,
  filter: Pick<PeopleFilter, 'state' | 'roles' | 'ministeres'>,
): Promise<{ role: UserRole; people: number }[]> {
  const { values, add } = createValues()
  const clauses = [`tenant_id = ${add(tenantId)}`]
  const { state = 'present', roles, ministeres } = filter
  if (state !== 'all') clauses.push(`state = ANY(${add(statesOf[state])}::text[])`)
  if (roles) clauses.push(`role = ANY(${add(roles)}::text[])`)
  if (ministeres) clauses.push(`coalesce(ministere, '') = ANY(${add(ministeres)}::text[])`)
  const { rows } = await db.query<{ role: UserRole; people: number }>(
    `SELECT role, sum(people)::int AS people FROM people_count WHERE ${clauses.join(' AND ')}
     GROUP BY role HAVING sum(people) <> 0 ORDER BY role`,
    values,
  )
  return rows
}
