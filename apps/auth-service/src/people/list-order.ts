import { createCursor } from '@rollcall/service-kit/cursor'
import { z } from 'zod'
import type { UserRow } from '../users/user.js'
import type { Add } from './people-query.js'

export const sortKeys = ['name', 'email', 'role', 'updatedAt', 'createdAt'] as const
export type SortKey = (typeof sortKeys)[number]
export const sortOrders = ['asc', 'desc'] as const
export type SortOrder = (typeof sortOrders)[number]

interface KeysetColumn {
  column: string
  type: 'text' | 'timestamptz' | 'uuid'
  read: (row: UserRow) => string
}

const id: KeysetColumn = { column: 'u.id', type: 'uuid', read: (row) => row.id }
const name: KeysetColumn[] = [
  { column: 'u.last_name', type: 'text', read: (row) => row.lastName },
  { column: 'u.first_name', type: 'text', read: (row) => row.firstName },
]

/** What each sort orders by. None can be null, and the id at the end makes every order total. */
const keysets: Record<SortKey, KeysetColumn[]> = {
  name: [...name, id],
  email: [{ column: 'u.email', type: 'text', read: (row) => row.email }, id],
  role: [{ column: 'u.role', type: 'text', read: (row) => row.role }, ...name, id],
  updatedAt: [{ column: 'u.updated_at', type: 'timestamptz', read: (row) => row.updatedAt.toISOString() }, id],
  createdAt: [{ column: 'u.created_at', type: 'timestamptz', read: (row) => row.createdAt.toISOString() }, id],
}

export interface ListOrder {
  sort: SortKey
  order: SortOrder
}

/** A row's place in an order. */
export type Place = string[]
const ways = ['after', 'before'] as const
/** Where a page begins, and which way it goes from there. */
export interface PageStart {
  way: (typeof ways)[number]
  place: Place
}

/** The same order from its end. */
export const reversed = ({ sort, order }: ListOrder): ListOrder => ({ sort, order: order === 'asc' ? 'desc' : 'asc' })

export function orderByClause({ sort, order }: ListOrder): string {
  return keysets[sort].map(({ column }) => `${column} ${order}`).join(', ')
}

/** The columns that a place in this order consists of. */
export function keyColumns({ sort }: ListOrder): string {
  return keysets[sort].map(({ column }) => column).join(', ')
}

/** "After this place" as one row comparison, which an index on the same columns answers. */
export function afterClause({ sort, order }: ListOrder, place: Place, add: Add): string {
  const columns = keysets[sort].map(({ column }) => column).join(', ')
  const values = keysets[sort].map(({ type }, index) => `${add(place[index])}::${type}`).join(', ')
  return `(${columns}) ${order === 'asc' ? '>' : '<'} (${values})`
}

export const placeOf = ({ sort }: ListOrder, row: UserRow): Place => keysets[sort].map(({ read }) => read(row))

function cursorOf({ sort, order }: ListOrder) {
  const ofThisOrder = ([ofSort, ofOrder, way, ...place]: string[]) =>
    ofSort === sort &&
    ofOrder === order &&
    ways.some((known) => known === way) &&
    place.length === keysets[sort].length &&
    keysets[sort].every(({ type }, index) => isValue(type, place[index]))
  const schema = z.array(z.string()).refine(ofThisOrder)
  return createCursor(schema, 'this is not a cursor of this list and order; start again without one')
}

export function encodeCursor(listOrder: ListOrder, way: PageStart['way'], row: UserRow): string {
  const { sort, order } = listOrder
  return cursorOf(listOrder).encode([sort, order, way, ...placeOf(listOrder, row)])
}

/** @throws AppError BAD_INPUT for a cursor that isn't ours, or that belongs to another order */
export function decodeCursor(listOrder: ListOrder, cursor: string): PageStart {
  const [, , way, ...place] = cursorOf(listOrder).decode(cursor)
  return { way: way === 'before' ? 'before' : 'after', place }
}

function isValue(type: KeysetColumn['type'], value: string | undefined): boolean {
  if (value === undefined || value.includes('\0')) return false
  if (type === 'uuid') return z.uuid().safeParse(value).success
  return type === 'text' || z.iso.datetime().safeParse(value).success
}
