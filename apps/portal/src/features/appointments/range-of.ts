import type { AppointmentsView } from './use-appointments-view'
import { addDays, dayOf, mondayOf, startOfDay } from './zoned-time'

export interface AppointmentRange {
  from?: string
  to?: string
  order: 'asc' | 'desc'
  /** Only those whose clinician has left. */
  orphaned?: true
}

const days = (first: string, last: string, timeZone: string): AppointmentRange => ({
  from: startOfDay(first, timeZone).toISOString(),
  to: startOfDay(addDays(last, 1), timeZone).toISOString(),
  order: 'asc',
})

/** The moments between which appointments begin, for a view and a viewer's calendar. The past is read backwards. */
export function rangeOf(
  { when, from, to }: Pick<AppointmentsView, 'when' | 'from' | 'to'>,
  now: Date,
  timeZone: string,
): AppointmentRange {
  const today = dayOf(now, timeZone)
  if (from && to) return from <= to ? days(from, to, timeZone) : days(to, from, timeZone)
  if (from) return { from: startOfDay(from, timeZone).toISOString(), order: 'asc' }
  if (to) return { to: startOfDay(addDays(to, 1), timeZone).toISOString(), order: 'desc' }
  if (when === 'today') return days(today, today, timeZone)
  if (when === 'week') return days(mondayOf(today), addDays(mondayOf(today), 6), timeZone)
  if (when === 'orphaned') return { from: now.toISOString(), order: 'asc', orphaned: true }
  if (when === 'past') return { to: now.toISOString(), order: 'desc' }
  return { from: now.toISOString(), order: 'asc' }
}
