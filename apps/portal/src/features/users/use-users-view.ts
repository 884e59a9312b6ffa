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

/**
 * The list as the address says it: reload, Back and a shared link show the same. Each part is the same object while it
 * stays so.
 */
export function useUsersView() {
  const [view, setView] = useQueryStates(parsers, { history: 'push' })
  const { q, roles, state, sync, units, changed, sort, order, cols, density, after, last, page } = view
  const list = useMemo(
    () => ({
      view: { q, roles, state, sync, units, changed, sort, order, cols, density },
      // A step in the history for each letter would make Back useless.
      search: (words: string) => setView({ q: words || null, ...firstPage }, { history: 'replace' }),
      filter: (change: Partial<UsersFilter>) => setView({ ...change, ...firstPage }),
      sortBy: (key: SortKey) => setView((now) => ({ ...sortedBy(key, now), ...firstPage })),
      show: (columns: readonly ColumnName[]) => setView({ cols: orderColumns(columns) }, { history: 'replace' }),
      // A page holds more people then, so the place in the list is lost.
      space: (wanted: Density) => setView({ density: wanted, ...firstPage }, { history: 'replace' }),
      clear: () => setView({ q: null, roles: null, state: null, sync: null, units: null, changed: null, ...firstPage }),
    }),
    [q, roles, state, sync, units, changed, sort, order, cols, density, setView],
  )
  const place = useMemo(
    () => ({
      after,
      last,
      page,
      goTo: (cursor: string | null, to: number) => setView({ after: cursor, page: to === 1 ? null : to, last: null }),
      goToLast: (to: number) => setView({ after: null, page: to, last: true }),
    }),
    [after, last, page, setView],
  )
  return { list, place }
}
export type UsersListView = ReturnType<typeof useUsersView>['list']
/** Which page of the list is shown. */
export type UsersListPlace = ReturnType<typeof useUsersView>['place']
