'use client'

import { parseAsArrayOf, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { userRoles } from './user-roles'

export const pageSize = 50
export const userStates = ['present', 'active', 'inactive', 'deleted'] as const
export type UserStateFilter = (typeof userStates)[number]
export type SortKey = 'name' | 'email' | 'role' | 'updatedAt' | 'createdAt'

const parsers = {
  q: parseAsString.withDefault(''),
  roles: parseAsArrayOf(parseAsStringLiteral(userRoles)).withDefault([]),
  state: parseAsStringLiteral(userStates).withDefault('present'),
  sort: parseAsStringLiteral(['name', 'email', 'role', 'updatedAt', 'createdAt'] as const).withDefault('name'),
  order: parseAsStringLiteral(['asc', 'desc'] as const).withDefault('asc'),
  /** The cursor of the page; opaque, the service's. */
  after: parseAsString,
  page: parseAsInteger.withDefault(1),
}

/** The list as the address says it: reload, Back and a shared link show the same. */
export function useUsersView() {
  const [view, setView] = useQueryStates(parsers, { history: 'push' })
  const firstPage = { after: null, page: null }
  return {
    view,
    // A step in the history for each letter would make Back useless.
    search: (q: string) => setView({ q: q || null, ...firstPage }, { history: 'replace' }),
    filter: (change: Partial<Pick<typeof view, 'roles' | 'state'>>) => setView({ ...change, ...firstPage }),
    sortBy: (sort: SortKey) => {
      const first = sort === 'updatedAt' || sort === 'createdAt' ? ('desc' as const) : ('asc' as const)
      const other = first === 'asc' ? ('desc' as const) : ('asc' as const)
      const order = view.sort === sort && view.order === first ? other : first
      return setView({ sort, order, ...firstPage })
    },
    goTo: (after: string | null, page: number) => setView({ after, page: page === 1 ? null : page }),
    clear: () => setView({ q: null, roles: null, state: null, ...firstPage }),
  }
}
export type UsersView = ReturnType<typeof useUsersView>['view']
