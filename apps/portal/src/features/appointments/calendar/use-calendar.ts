'use client'
'use memo'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNow, useTimeZone } from 'next-intl'
import { useMay, useMe } from '@/frame/me-provider'
import { useClinical } from '@/trpc/contexts'
import type { ClinicalOut } from '@/trpc/routers'
import type { AppointmentsList } from '../use-appointments-view'
import { addDays, dayOf, mondayOf, startOfDay } from '../zoned-time'

export type Calendar = ClinicalOut['appointments']['calendar']
export type CalendarClinician = Calendar['clinicians'][number]

/** Columns of one page of the day view. */
export const columnsOnPage = 6
// Nothing tells of other people's bookings as they happen.
const refreshMs = 30_000

/** The days that the calendar shows. */
export function useShownDays({ view, name }: AppointmentsList) {
  const timeZone = useTimeZone() ?? 'UTC'
  const today = dayOf(useNow({ updateInterval: 60_000 }), timeZone)
  const day = view.day ?? today
  const first = name === 'week' ? mondayOf(day) : day
  const days = name === 'week' ? Array.from({ length: 7 }, (_, index) => addDays(first, index)) : [day]
  return { timeZone, today, day, days, first, last: days.at(-1) ?? first }
}

/** What is booked on the days shown, and nothing else; a week is one clinician's. */
export function useCalendar(list: AppointmentsList) {
  const { view, name } = list
  const { timeZone, first, last } = useShownDays(list)
  const { user } = useMe()
  const mayRead = useMay('appointments.read')
  const clinicianId = view.clinician ?? (mayRead ? undefined : user.id)
  const isWeek = name === 'week'
  const query = useQuery(
    useClinical().appointments.calendar.queryOptions(
      {
        from: startOfDay(first, timeZone).toISOString(),
        to: startOfDay(addDays(last, 1), timeZone).toISOString(),
        limit: columnsOnPage,
        ...(clinicianId && { clinicianId }),
        ...(!isWeek && view.booked && { who: 'booked' as const }),
        ...(!isWeek && view.after && { cursor: view.after }),
      },
      { placeholderData: keepPreviousData, refetchInterval: refreshMs, enabled: !isWeek || clinicianId !== undefined },
    ),
  )
  return { query, clinicianId }
}
