'use client'

import { createParser, parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { isUserId } from '@/features/cache/is-user-id'
import { isDay } from './zoned-time'

export const pageSize = 50
export const viewNames = ['day', 'week', 'list'] as const
export type ViewName = (typeof viewNames)[number]
export const namedRanges = ['upcoming', 'today', 'week', 'past', 'orphaned'] as const
export type NamedRange = (typeof namedRanges)[number]

export const parseAsDay = createParser({
  parse: (text) => (isDay(text) ? text : null),
  serialize: (day: string) => day,
})
export const parseAsId = createParser({
  parse: (text) => (isUserId(text) ? text : null),
  serialize: (id: string) => id,
})

const parsers = {
  view: parseAsStringLiteral(viewNames),
  /** The day that the calendar shows, or a day of its week; today unless given. */
  day: parseAsDay,
  /** The day view without columns of those who have nothing. */
  booked: parseAsBoolean.withDefault(false),
  when: parseAsStringLiteral(namedRanges).withDefault('upcoming'),
  /** Days of the viewer's calendar, both included; either makes the list's range, and `when` counts for nothing. */
  from: parseAsDay,
  to: parseAsDay,
  clinician: parseAsId,
  /** The cursor of the page; opaque, the service's. */
  after: parseAsString,
  page: parseAsInteger.withDefault(1),
}

/** The calendar or the list as the address says it: reload, Back and a shared link show the same. */
export function useAppointmentsView() {
  const [view, setView] = useQueryStates(parsers, { history: 'push' })
  const firstPage = { after: null, page: null }
  const noDays = { from: null, to: null }
  // A link from before there was a calendar means the list.
  const name: ViewName = view.view ?? (view.from || view.to || view.when !== 'upcoming' ? 'list' : 'day')
  return {
    view,
    name,
    showView: (chosen: ViewName) => setView({ view: chosen, ...firstPage }),
    showDay: (day: string | null) => setView({ day, ...firstPage }),
    showBooked: (booked: boolean) => setView({ booked: booked || null, ...firstPage }),
    show: (when: NamedRange) => setView({ view: 'list', when, ...noDays, ...firstPage }),
    showDays: (days: { from?: string | null; to?: string | null }) =>
      setView({ view: 'list', when: null, ...days, ...firstPage }),
    showClinician: (clinician: string | null) => setView({ clinician, ...firstPage }),
    goTo: (after: string | null, page: number) => setView({ after, page: page === 1 ? null : page }),
    clear: () => setView({ view: 'list', when: null, clinician: null, ...noDays, ...firstPage }),
  }
}
export type AppointmentsList = ReturnType<typeof useAppointmentsView>
export type AppointmentsView = AppointmentsList['view']
