import { cursorInput } from '@rollcall/service-kit/cursor'
import { AppError } from '@rollcall/service-kit/errors'
import { choiceSchema, strictInput } from '@rollcall/service-kit/input'
import { may } from '@rollcall/service-kit/permissions'
import type { Pool } from '@rollcall/service-kit/postgres'
import type { Person } from '@rollcall/service-kit/tokens'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import { countPeople, type PeopleTotal } from '../people/count-people.js'
import {
  decodeCursor,
  encodeCursor,
  type ListOrder,
  type PageStart,
  reversed,
  type SortKey,
  sortKeys,
  sortOrders,
} from '../people/list-order.js'
import { peopleFilterShape } from '../people/people-filter.js'
import { isGathered, type PeopleQuery, preparePeopleQuery } from '../people/people-query.js'
import { readPeople } from '../people/read-people.js'
import type { ReadSyncSet } from '../people/sync-set.js'
import { toUser, type User } from './user.js'

/** The list's order, also for whatever else goes through people in it. */
export const listOrderShape = {
  sort: choiceSchema(sortKeys).default('name'),
  order: choiceSchema(sortOrders).default('asc'),
}

const inputSchema = strictInput({
  ...peopleFilterShape,
  ...listOrderShape,
  limit: z.int().min(1, 'expected 1 to 200').max(200, 'expected 1 to 200').default(50),
  cursor: cursorInput,
  /** The last page, which holds the remainder, instead of a cursor. */
  last: z.boolean().optional(),
}).refine(({ cursor, last }) => !cursor || !last, { path: ['last'], message: 'name either a cursor or the last page' })

export interface UserPage extends PeopleTotal {
  items: User[]
  nextCursor: string | null
  previousCursor: string | null
}

export const createListUsers = (pool: Pool, readSyncSet: ReadSyncSet) =>
  personProcedure('users.read')
    .input(inputSchema.prefault({}))
    .query(async ({ ctx, input }): Promise<UserPage> => {
      const { limit, cursor, last, sort, order: direction, ...filter } = input
      refuseHiddenSort(ctx.person, sort)
      const order = { sort, order: direction }
      const start = cursor ? decodeCursor(order, cursor) : null
      const query = await preparePeopleQuery(pool, readSyncSet, ctx.person, filter)
      const page = await readPage(pool, query, { order, limit, start, last })
      // Everyone behind the cursor is gone: then the list ends, or begins, before it.
      if (page.items.length > 0 || !start) return page
      return readPage(pool, query, { order, limit, start: null, last: start.way === 'after' })
    })

/** An order tells where a masked address lies between two that one can guess. @throws AppError FORBIDDEN */
export function refuseHiddenSort(person: Person, sort: SortKey): void {
  if (sort !== 'email' || may(person, 'users.contact')) return
  const message = `your role (${person.role}) may not see addresses, so the list can't be sorted by them; sort by name`
  throw new AppError('FORBIDDEN', `sort: ${message}.`, { fields: [{ path: 'sort', message }] })
}

interface PageWish {
  order: ListOrder
  limit: number
  start: PageStart | null
  last: boolean | undefined
}

async function readPage(pool: Pool, query: PeopleQuery, { order, limit, start, last }: PageWish): Promise<UserPage> {
  const isBackwards = last || start?.way === 'before'
  const stretch = { order: isBackwards ? reversed(order) : order, after: start?.place ?? null, limit: limit + 1 }
  // The gathered are counted by the same statement.
  const counting = countApart(pool, query)
  // What only addresses have is nobody's for whoever may not see them: then nobody is walked to.
  const isHidden = query.search?.isCommon && !query.seesContact && (await counting)?.total === 0
  const [found, counted] = await Promise.all([isHidden ? noRows : readPeople(pool, query, stretch), counting])
  const total = counted ?? { total: found.total ?? 0, totalExact: true }
  const size = last ? sizeOfLast(total, limit) : limit
  const met = found.rows.slice(0, size)
  const more = found.rows.length > met.length
  const rows = isBackwards ? met.toReversed() : met
  const [first, end] = [rows[0], rows.at(-1)]
  const hasNext = isBackwards ? start !== null : more
  const hasPrevious = isBackwards ? more : start !== null
  return {
    items: rows.map(toUser),
    ...total,
    nextCursor: hasNext && end ? encodeCursor(order, 'after', end) : null,
    previousCursor: hasPrevious && first ? encodeCursor(order, 'before', first) : null,
  }
}

const noRows = { rows: [], total: null }
const countApart = async (pool: Pool, query: PeopleQuery) => (isGathered(query) ? null : countPeople(pool, query))

/** What is left behind whole pages; a whole page where nobody counts that far. */
const sizeOfLast = ({ total, totalExact }: PeopleTotal, limit: number) => (totalExact && total % limit) || limit
