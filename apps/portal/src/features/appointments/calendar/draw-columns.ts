import type { ReactNode } from 'react'
import type { Appointment } from '../appointment'
import { freeSlots, type PlacedEntry, placeEntries, type ShownHours, type Slot, shownHours } from './place-entries'
import type { CalendarClinician } from './use-calendar'

/** One column: a clinician's day. */
export interface CalendarColumn {
  key: string
  day: string
  clinician: CalendarClinician
  head: ReactNode
  /** What the column is, in words. */
  name: string
  appointments: Appointment[]
}
/** What stands in a column, down the day. */
export type DrawnCell =
  | { kind: 'entry'; key: string; from: number; placed: PlacedEntry<Appointment> }
  | { kind: 'slot'; key: string; from: number; slot: Slot }
export interface DrawnColumn {
  column: CalendarColumn
  cells: DrawnCell[]
}

/** Which hours are shown, and what stands where. Somebody who has left has no free times. */
export function drawColumns(columns: CalendarColumn[], options: { timeZone: string; now: Date; mayBook: boolean }) {
  const { timeZone, now, mayBook } = options
  const withEntries = columns.map((column) => ({
    column,
    placed: placeEntries(column.appointments, column.day, timeZone),
  }))
  const hours: ShownHours = shownHours(withEntries.flatMap(({ placed }) => placed))
  const drawn = withEntries.map(({ column, placed }): DrawnColumn => {
    const { day, clinician } = column
    const slots = mayBook && clinician.bookable ? freeSlots(placed, hours, { day, timeZone, now }) : []
    const cells: DrawnCell[] = [
      ...placed.map((item) => ({ kind: 'entry' as const, key: item.entry.id, from: item.from, placed: item })),
      ...slots.map((slot) => ({
        kind: 'slot' as const,
        key: `${clinician.id} ${day} ${slot.from}`,
        from: slot.from,
        slot,
      })),
    ]
    return { column, cells: cells.toSorted((one, other) => one.from - other.from) }
  })
  return { hours, drawn }
}
