'use client'

import { createParser, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { isDay } from './zoned-time'

export const pageSize = 50
export const namedRanges = ['upcoming', 'today', 'week', 'past'] as const
export type NamedRange = (typeof namedRanges)[number]

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const parseAsDay = createParser({ parse: (text) => (isDay(text) ? text : null), serialize: (day: string) => day })
const parseAsId = createParser({ parse: (text) => (uuid.test(text) ? text : null), serialize: (id: string) => id })

const parsers = {
  when: parseAsStringLiteral(namedRanges).withDefault('upcoming'),
  /** Days of the viewer's calendar, both included; either makes the range, and `when` counts for nothing. */
  from: parseAsDay,
  to: parseAsDay,
  clinician: parseAsId,
  /** The cursor of the page; opaque, the service's. */
  after: parseAsString,
  page: parseAsInteger.withDefault(1),
}

/** The list as the address says it: reload, Back and a shared link show the same. */
export function useAppointmentsView() {
  const [view, setView] = useQueryStates(parsers, { history: 'push' })
  const firstPage = { after: null, page: null }
  const noDays = { from: null, to: null }
  return {
    view,
    show: (when: NamedRange) => setView({ when, ...noDays, ...firstPage }),
    showDays: (days: { from?: string | null; to?: string | null }) => setView({ when: null, ...days, ...firstPage }),
    showClinician: (clinician: string | null) => setView({ clinician, ...firstPage }),
    goTo: (after: string | null, page: number) => setView({ after, page: page === 1 ? null : page }),
    clear: () => setView({ when: null, clinician: null, ...noDays, ...firstPage }),
  }
}
export type AppointmentsView = ReturnType<typeof useAppointmentsView>['view']
