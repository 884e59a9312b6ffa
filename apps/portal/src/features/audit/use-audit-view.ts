'use client'

import { createParser, parseAsArrayOf, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { isDay } from '@/features/appointments/zoned-time'
import { isUserId } from '@/features/cache/is-user-id'
import { groupNames } from './audit-actions'

export const pageSize = 50

const parseAsDay = createParser({ parse: (text) => (isDay(text) ? text : null), serialize: (day: string) => day })
const parseAsId = createParser({ parse: (text) => (isUserId(text) ? text : null), serialize: (id: string) => id })

const parsers = {
  q: parseAsString.withDefault(''),
  what: parseAsArrayOf(parseAsStringLiteral(groupNames)).withDefault([]),
  /** Ids of users: who did it, and to whom. */
  who: parseAsId,
  whom: parseAsId,
  /** One request's id: what it did, and what came of it. */
  request: parseAsString,
  from: parseAsDay,
  to: parseAsDay,
  /** The cursor of the page; opaque, the service's. */
  after: parseAsString,
  page: parseAsInteger.withDefault(1),
}
const firstPage = { after: null, page: null }

/** The trail as the address says it: reload, Back and a shared link show the same. */
export function useAuditView() {
  const [view, setView] = useQueryStates(parsers, { history: 'push' })
  return {
    view,
    // A step in the history for each letter would make Back useless.
    search: (q: string) => setView({ q: q || null, ...firstPage }, { history: 'replace' }),
    filter: (change: Partial<Pick<typeof view, 'what' | 'who' | 'whom' | 'request' | 'from' | 'to'>>) =>
      setView({ ...change, ...firstPage }),
    goTo: (after: string | null, page: number) => setView({ after, page: page === 1 ? null : page }),
    clear: () =>
      setView({ q: null, what: null, who: null, whom: null, request: null, from: null, to: null, ...firstPage }),
  }
}
export type AuditList = ReturnType<typeof useAuditView>
