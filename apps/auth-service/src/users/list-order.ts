import { AppError } from '@rollcall/service-kit/errors'
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

export function encodeCursor({ sort, order }: ListOrder, last: UserRow): string {
  const position = [sort, order, ...keysets[sort].map(({ read }) => read(last))]
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** @throws AppError BAD_INPUT for a cursor that isn't ours, or that belongs to another order */
export function decodeCursor({ sort, order }: ListOrder, cursor: string): string[] {
  const schema = z.array(z.string()).length(keysets[sort].length + 2)
  const parsed = schema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')))
  const [ofSort, ofOrder, ...values] = parsed.data ?? []
  const readable = keysets[sort].every(({ type }, index) => isValue(type, values[index]))
  if (!parsed.success || ofSort !== sort || ofOrder !== order || !readable) {
    const message = 'this is not a cursor of this list and order; start again without one'
    throw new AppError('BAD_INPUT', `cursor: ${message}`, { fields: [{ path: 'cursor', message }] })
  }
  return values
}

function isValue(type: KeysetColumn['type'], value: string | undefined): boolean {
  if (value === undefined || value.includes('\0')) return false
  if (type === 'uuid') return z.uuid().safeParse(value).success
  return type === 'text' || z.iso.datetime().safeParse(value).success
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
