'use client'
'use memo'

import { useFormatter } from 'next-intl'

/** Days of a calendar in the viewer's words, whatever the zone. */
export function useDayWords() {
  const format = useFormatter()
  const noon = (day: string) => new Date(`${day}T12:00:00Z`)
  const date = { day: 'numeric', month: 'long', timeZone: 'UTC' } as const
  return {
    full: (day: string) => format.dateTime(noon(day), { weekday: 'long', ...date, year: 'numeric' }),
    long: (day: string) => format.dateTime(noon(day), { ...date, year: 'numeric' }),
    short: (day: string) => format.dateTime(noon(day), date),
    column: (day: string) => format.dateTime(noon(day), { weekday: 'short', ...date, month: 'short' }),
  }
}
