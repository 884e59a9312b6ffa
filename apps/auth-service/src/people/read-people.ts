import { userRoles } from '@rollcall/events/roles'
import type { Queryable } from '@rollcall/service-kit/postgres'
import { type UserRow, userColumns } from '../users/user.js'
import { afterClause, keyColumns, type ListOrder, orderByClause, type Place } from './list-order.js'
import { createValues, fromPeople, isGathered, type PeopleQuery } from './people-query.js'

export interface Stretch {
  order: ListOrder
  /** Behind this place, or from the beginning. */
  after: Place | null
  limit: number
}
export interface FoundStretch {
  rows: UserRow[]
  /** How many there are in all; null where that is counted apart. */
  total: number | null
}

/** The first people of an order behind a place. Whoever is deleted or changed meanwhile moves nobody else. */
export async function readPeople(db: Queryable, query: PeopleQuery, stretch: Stretch): Promise<FoundStretch> {
  if (isGathered(query)) return readGathered(db, query, stretch)
  const rows = stretch.order.sort === 'role' ? await walkRoles(db, query, stretch) : await walk(db, query, stretch)
  return { rows, total: null }
}

/**
 * The matches are gathered once, by the trigram index or by id, and then sorted: walking an order in the hope of matches
 * is slow where they are rare, or stand together at its other end.
 */
async function readGathered(db: Queryable, query: PeopleQuery, stretch: Stretch): Promise<FoundStretch> {
  const { order, after, limit } = stretch
  const { values, add } = createValues()
  const sql = `WITH matches AS MATERIALIZED (
      SELECT ${keyColumns(order)} ${fromPeople(query, add)}
    ), page AS (
      SELECT u.id FROM matches AS u ${after ? `WHERE ${afterClause(order, after, add)}` : ''}
      ORDER BY ${orderByClause(order)} LIMIT ${add(limit)}
    )
    SELECT counted.total, ${userColumns}
    FROM (SELECT count(*)::int AS total FROM matches) AS counted
    LEFT JOIN (page JOIN "user" AS u ON u.id = page.id) ON true
    ORDER BY ${orderByClause(order)}`
  const { rows } = await db.query<UserRow & { total: number; id: string | null }>(sql, values)
  return { rows: rows.filter((row) => row.id !== null), total: rows[0]?.total ?? 0 }
}

/** Along the index of the order. */
async function walk(db: Queryable, query: PeopleQuery, { order, after, limit }: Stretch): Promise<UserRow[]> {
  const { values, add } = createValues()
  const further = after ? afterClause(order, after, add) : undefined
  const { rows } = await db.query<UserRow>(
    `SELECT ${userColumns} ${fromPeople(query, add, further)}
     ORDER BY ${orderByClause(order)} LIMIT ${add(limit)}`,
    values,
  )
  return rows
}

/** One role after the other, each by name: an index of both would cost every write more than it is worth. */
async function walkRoles(db: Queryable, query: PeopleQuery, { order, after, limit }: Stretch): Promise<UserRow[]> {
  const rows: UserRow[] = []
  const sorted = order.order === 'asc' ? userRoles.toSorted() : userRoles.toSorted().reverse()
  const wanted = sorted.filter((role) => query.filter.roles?.includes(role) ?? true)
  const [begun, ...nameAfter] = after ?? []
  for (const role of wanted) {
    if (rows.length >= limit) break
    const isPast = begun !== undefined && (order.order === 'asc' ? role < begun : role > begun)
    if (isPast) continue
    const stretch: Stretch = {
      order: { sort: 'name', order: order.order },
      after: role === begun ? nameAfter : null,
      limit: limit - rows.length,
    }
    rows.push(...(await walk(db, { ...query, filter: { ...query.filter, roles: [role] } }, stretch)))
  }
  return rows
}
