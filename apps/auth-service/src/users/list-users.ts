import type { UserRole } from '@rollcall/events/roles'
import { cursorInput } from '@rollcall/service-kit/cursor'
import { AppError } from '@rollcall/service-kit/errors'
import { choiceSchema, strictInput } from '@rollcall/service-kit/input'
import { may } from '@rollcall/service-kit/permissions'
import type { Pool } from '@rollcall/service-kit/postgres'
import { searchWords } from '@rollcall/service-kit/search-words'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import { peopleFilterShape, type peopleStates } from '../people/people-filter.js'
import {
  afterClause,
  decodeCursor,
  encodeCursor,
  keyColumns,
  type ListOrder,
  orderByClause,
  sortKeys,
  sortOrders,
} from './list-order.js'
import { toUser, type User, type UserRow, userColumns } from './user.js'

const stateClause: Record<(typeof peopleStates)[number] | 'present', string> = {
  present: 'u.deleted_at IS NULL',
  active: 'u.deleted_at IS NULL AND u.is_active',
  inactive: 'u.deleted_at IS NULL AND NOT u.is_active',
  deleted: 'u.deleted_at IS NOT NULL',
  all: 'true',
}

const inputSchema = strictInput({
  ...peopleFilterShape,
  sort: choiceSchema(sortKeys).default('name'),
  order: choiceSchema(sortOrders).default('asc'),
  limit: z.int().min(1, 'expected 1 to 200').max(200, 'expected 1 to 200').default(50),
  cursor: cursorInput,
  /** The last page, instead of a cursor. */
  last: z.boolean().optional(),
})

export interface UserPage {
  items: User[]
  nextCursor: string | null
  previousCursor: string | null
  total: number
}

export const createListUsers = (pool: Pool) =>
  personProcedure('users.read')
    .input(inputSchema.prefault({}))
    .query(async ({ ctx, input }): Promise<UserPage> => {
      const { search, roles, state = 'present', limit, cursor, sort, order: direction } = input
      const order = { sort, order: direction }
      const seesContact = may(ctx.person, 'users.contact')
      if (order.sort === 'email' && !seesContact) throw hiddenSort(ctx.person.role)
      const words = searchWords(search)
      const after = cursor ? decodeCursor(order, cursor) : undefined
      const sql = buildQuery(order, {
        state,
        searched: words.length > 0,
        seesContact,
        byRole: roles !== undefined,
        after: after !== undefined,
      })
      const values = [
        ctx.person.tenantId,
        limit + 1,
        ...(roles ? [roles satisfies UserRole[]] : []),
        ...(words.length > 0 ? [words] : []),
        ...(after ?? []),
      ]
      const { rows } = await pool.query<UserRow & { total: number; id: string | null }>(sql, values)
      const found = rows.filter((row) => row.id !== null)
      const page = found.slice(0, limit)
      const last = page.at(-1)
      return {
        items: page.map(toUser),
        nextCursor: found.length > limit && last ? encodeCursor(order, last) : null,
        previousCursor: null,
        total: rows[0]?.total ?? 0,
      }
    })

// An order tells where a masked address lies between two that one can guess.
function hiddenSort(role: string): AppError {
  const message = `your role (${role}) may not see addresses, so the list can't be sorted by them; sort by name`
  return new AppError('FORBIDDEN', `sort: ${message}.`, { fields: [{ path: 'sort', message }] })
}

// As the trigger makes `search_text`.
const plain = (value: string) => `lower(unaccent(${value}))`

// What everyone who reads people may find them by.
const shownText = `concat_ws(' ', u.first_name, u.last_name, u.matricule)`

/**
 * The page and the exact total in one statement. With a search the matches are gathered once, by the trigram index,
 * and then sorted: walking an index on the name in the hope of matches is slow for rare words. Without one, the page
 * is read from the index of its order, and the total is counted apart.
 */
function buildQuery(
  order: ListOrder,
  filter: {
    state: keyof typeof stateClause
    searched: boolean
    seesContact: boolean
    byRole: boolean
    after: boolean
  },
): string {
  let parameter = 3
  const clauses = ['u.tenant_id = $1', stateClause[filter.state]]
  if (filter.byRole) clauses.push(`u.role = ANY($${parameter++}::text[])`)
  const words = filter.searched ? `$${parameter++}::text[]` : undefined
  // Of the organisation in scope, which is the same: the function keeps the trigram index in use below the policy.
  const source = words ? `users_found(${words})` : '"user"'
  // The index knows addresses and numbers too: for whoever may not see them, a match has to be one without them.
  if (words && !filter.seesContact) {
    clauses.push(`(SELECT bool_and(strpos(${plain(shownText)}, ${plain('word')}) > 0) FROM unnest(${words}) AS word)`)
  }
  const orderBy = orderByClause(order)
  return `WITH matches AS ${filter.searched ? 'MATERIALIZED' : 'NOT MATERIALIZED'} (
      SELECT ${keyColumns(order)} FROM ${source} AS u WHERE ${clauses.join(' AND ')}
    ), page AS (
      SELECT u.id FROM matches AS u ${filter.after ? `WHERE ${afterClause(order, parameter)}` : ''}
      ORDER BY ${orderBy} LIMIT $2
    )
    SELECT counted.total, ${userColumns}
    FROM (SELECT count(*)::int AS total FROM matches) AS counted
    LEFT JOIN (page JOIN "user" AS u ON u.id = page.id) ON true
    ORDER BY ${orderBy}`
}
