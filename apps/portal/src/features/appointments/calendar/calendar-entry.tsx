'use client'
'use memo'

import { IconUserQuestion } from '@tabler/icons-react'
import { useTimeZone, useTranslations } from 'next-intl'
import { utcTitle } from '@/components/utc-title'
import { type Appointment, stateOf } from '../appointment'
import { useTimeSpan } from '../time-span'
import { timeOf } from '../zoned-time'
import classes from './calendar.module.css'
import { boxOf, type CellProps } from './cell'
import type { PlacedEntry, ShownHours } from './place-entries'

// From here on there is room for the reason below the patient.
const roomyMinutes = 30

export interface CalendarEntryProps extends CellProps {
  placed: PlacedEntry<Appointment>
  hours: ShownHours
  now: Date
  onOpen: (appointment: Appointment) => void
}

/** One appointment in its column; opens what is known of it. */
export function CalendarEntry({ placed, hours, now, onOpen, cell }: CalendarEntryProps) {
  const t = useTranslations('appointments.calendar')
  const timeZone = useTimeZone() ?? 'UTC'
  const span = useTimeSpan()
  const { entry, from, to } = placed
  const { patientName: patient, reason } = entry
  const [startsAt, endsAt] = [new Date(entry.startsAt), new Date(entry.endsAt)]
  const state = stateOf(entry, now)
  const time = span(startsAt, endsAt, timeZone)
  return (
    <li className={classes.place} style={boxOf(placed, hours)}>
      <button
        type="button"
        className={classes.entry}
        data-state={state}
        data-roomy={to - from >= roomyMinutes || undefined}
        title={utcTitle(startsAt)}
        aria-label={t(state === 'needsClinician' ? 'bookedLeft' : 'booked', { time, patient, reason })}
        onClick={() => onOpen(entry)}
        {...cell}
      >
        <span className={classes.entryTitle}>
          {state === 'needsClinician' && <IconUserQuestion size={14} aria-hidden />}
          <time dateTime={entry.startsAt}>{timeOf(startsAt, timeZone)}</time> <bdi>{patient}</bdi>
        </span>
        <span className={classes.entryReason}>{reason}</span>
      </button>
    </li>
  )
}
