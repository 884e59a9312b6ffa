'use client'

import {
  createParser,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs'
import { useMemo } from 'react'
import { userRoles } from './user-roles'
import {
  type ChangedFilter,
  type ColumnName,
  columnNames,
  type Density,
  defaultColumns,
  densities,
  isChangedFilter,
  orderColumns,
  pageSizes,
  type SortKey,
  sortedBy,
  sortKeys,
  syncStates,
  type UsersFilter,
  userStates,
} from './users-view'

const parseAsChanged = createParser<ChangedFilter>({
  parse: (text) => (isChangedFilter(text) ? text : null),
  serialize: (changed) => changed,
})

const parsers = {
  q: parseAsString.withDefault(''),
  roles: parseAsArrayOf(parseAsStringLiteral(userRoles)).withDefault([]),
  state: parseAsStringLiteral(userStates).withDefault('present'),
  sync: parseAsStringLiteral(syncStates),
  units: parseAsArrayOf(parseAsString).withDefault([]),
  changed: parseAsChanged,
  sort: parseAsStringLiteral(sortKeys).withDefault('name'),
  order: parseAsStringLiteral(['asc', 'desc'] as const).withDefault('asc'),
  cols: parseAsArrayOf(parseAsStringLiteral(columnNames)).withDefault(defaultColumns),
  density: parseAsStringLiteral(densities).withDefault('comfortable'),
  /** The cursor of the page; opaque, the service's. */
  after: parseAsString,
  last: parseAsBoolean.withDefault(false),
  page: parseAsInteger.withDefault(1),
}

const firstPage = { after: null, page: null, last: null }

/** The list as the address says it: reload, Back and a shared link show the same. The same object while it stays so. */
export function useUsersView() {
  const [view, setView] = useQueryStates(parsers, { history: 'push' })
  return useMemo(
    () => ({
      view,
      pageSize: pageSizes[view.density],
      // A step in the history for each letter would make Back useless.
      search: (q: string) => setView({ q: q || null, ...firstPage }, { history: 'replace' }),
      filter: (change: Partial<UsersFilter>) => setView({ ...change, ...firstPage }),
      sortBy: (sort: SortKey) => setView({ ...sortedBy(sort, view), ...firstPage }),
      show: (columns: readonly ColumnName[]) => setView({ cols: orderColumns(columns) }, { history: 'replace' }),
      // A page holds more people then, so the place in the list is lost.
      space: (density: Density) => setView({ density, ...firstPage }, { history: 'replace' }),
      goTo: (after: string | null, page: number) => setView({ after, page: page === 1 ? null : page, last: null }),
      goToLast: (page: number) => setView({ after: null, page, last: true }),
      clear: () => setView({ q: null, roles: null, state: null, sync: null, units: null, changed: null, ...firstPage }),
    }),
    [view, setView],
  )
}
export type UsersListView = ReturnType<typeof useUsersView>
