import type { HistoryEntry } from '@/trpc/routers'
import { dayOf } from '../appointments/zoned-time'

export interface HistoryDay {
  /** Of the viewer's calendar: 2027-03-28. */
  day: string
  entries: HistoryEntry[]
}

/** Entries, newest first, under the days of a zone. */
export function daysOf(entries: readonly HistoryEntry[], timeZone: string): HistoryDay[] {
  const days = new Map<string, HistoryEntry[]>()
  for (const entry of entries) {
    const day = dayOf(new Date(entry.occurredAt), timeZone)
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  return [...days].map(([day, ofDay]) => ({ day, entries: ofDay }))
}
