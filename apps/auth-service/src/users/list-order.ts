import { createCursor } from '@rollcall/service-kit/cursor'
import { z } from 'zod'
import type { UserRow } from './user.js'

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

export function orderByClause({ sort, order }: ListOrder): string {
  return keysets[sort].map(({ column }) => `${column} ${order}`).join(', ')
}

/** The columns that a position in this order consists of. */
export function keyColumns({ sort }: ListOrder): string {
  return keysets[sort].map(({ column }) => column).join(', ')
}

/** "After this row" as one row comparison, which an index on the same columns answers; `first` is its first parameter. */
export function afterClause({ sort, order }: ListOrder, first: number): string {
  const columns = keysets[sort].map(({ column }) => column).join(', ')
  const values = keysets[sort].map(({ type }, index) => `$${first + index}::${type}`).join(', ')
  return `(${columns}) ${order === 'asc' ? '>' : '<'} (${values})`
}

function cursorOf({ sort, order }: ListOrder) {
  const ofThisOrder = ([ofSort, ofOrder, ...values]: string[]) =>
    ofSort === sort &&
    ofOrder === order &&
    values.length === keysets[sort].length &&
    keysets[sort].every(({ type }, index) => isValue(type, values[index]))
  const schema = z.array(z.string()).refine(ofThisOrder)
  return createCursor(schema, 'this is not a cursor of this list and order; start again without one')
}

export function encodeCursor(listOrder: ListOrder, last: UserRow): string {
  const { sort, order } = listOrder
  return cursorOf(listOrder).encode([sort, order, ...keysets[sort].map(({ read }) => read(last))])
}

/** @throws AppError BAD_INPUT for a cursor that isn't ours, or that belongs to another order */
export function decodeCursor(listOrder: ListOrder, cursor: string): string[] {
  return cursorOf(listOrder).decode(cursor).slice(2)
}

function isValue(type: KeysetColumn['type'], value: string | undefined): boolean {
  if (value === undefined || value.includes('\0')) return false
  if (type === 'uuid') return z.uuid().safeParse(value).success
  return type === 'text' || z.iso.datetime().safeParse(value).success
}
