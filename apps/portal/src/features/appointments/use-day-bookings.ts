'use client'

import { useQuery } from '@tanstack/react-query'
import { useClinical } from '@/trpc/contexts'
import { addDays, isDay, startOfDay } from './zoned-time'

// The longest appointment there is: one that began so long before a day can still reach into it.
const longestMs = 8 * 3_600_000
const refreshMs = 20_000
const maxBookings = 200

/** What a clinician has on a day already; asks nothing until both are chosen. */
export function useDayBookings(clinicianId: string, day: string, timeZone: string) {
  const known = clinicianId !== '' && isDay(day)
  const from = known ? new Date(startOfDay(day, timeZone).getTime() - longestMs).toISOString() : undefined
  const to = known ? startOfDay(addDays(day, 1), timeZone).toISOString() : undefined
  const input = known && from && to ? { clinicianId, from, to, limit: maxBookings } : undefined
  return useQuery(
    useClinical().appointments.list.queryOptions(input, { enabled: known, refetchInterval: refreshMs, staleTime: 0 }),
  )
}
