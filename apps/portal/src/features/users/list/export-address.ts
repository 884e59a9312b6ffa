import type { ColumnName, PeopleFilter, SortKey } from '../users-view'

// What the file calls the table's columns; where a change has arrived is no fact about the person.
const fileColumns: Record<ColumnName, string[]> = {
  email: ['email'],
  phone: ['phoneNumber'],
  role: ['role'],
  state: ['isActive'],
  unit: ['ministere'],
  matricule: ['matricule'],
  arrived: [],
  changed: ['updatedAt'],
  created: ['createdAt'],
}

export interface ExportChoice {
  filter: PeopleFilter
  sort: SortKey
  order: 'asc' | 'desc'
  columns: readonly ColumnName[]
}

/** What the file calls the columns shown; the person is always there. */
export const namesOf = (columns: readonly ColumnName[]): string[] => [
  ...new Set(['firstName', 'lastName', 'email', ...columns.flatMap((column) => fileColumns[column])]),
]

/** Where exactly what the list shows is downloaded: its filter, its order and its columns. */
export function exportAddress({ filter, sort, order, columns }: ExportChoice): string {
  const { search, roles, state, sync, ministeres, changedSince } = filter
  const query = new URLSearchParams({ sort, order, columns: namesOf(columns).join(',') })
  if (search) query.set('search', search)
  if (state) query.set('state', state)
  if (sync) query.set('sync', sync)
  if (changedSince) query.set('changedSince', changedSince)
  for (const role of roles ?? []) query.append('roles', role)
  for (const unit of ministeres ?? []) query.append('ministeres', unit)
  return `/api/users/export?${query}`
}
