'use client'
'use memo'

import { IconPlus } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMe } from '@/frame/me-provider'
import { newAppointmentHref } from '../new-appointment-href'
import classes from './calendar.module.css'
import { boxOf, type CellProps } from './cell'
import type { CalendarColumn } from './draw-columns'
import { clockText, type ShownHours, type Slot } from './place-entries'
import { useDayWords } from './use-day-words'

export interface CalendarSlotProps extends CellProps {
  slot: Slot
  hours: ShownHours
  column: CalendarColumn
}

/** A free time, which leads to the form; or one that the clocks skip. */
export function CalendarSlot({ slot, hours, column: { day, clinician }, cell }: CalendarSlotProps) {
  const t = useTranslations('appointments.calendar')
  const { timeZone } = useMe().organisation
  const words = useDayWords()
  const { from, startsAt } = slot
  return (
    <li className={classes.place} style={boxOf(slot, hours)}>
      {startsAt ? (
        <Link
          href={newAppointmentHref({ clinicianId: clinician.id, startsAt, timeZone })}
          prefetch={false}
          className={classes.slot}
          aria-label={t('free', { name: clinician.fullName, day: words.short(day), time: clockText(from) })}
          {...cell}
        >
          <IconPlus size={14} aria-hidden />
          {clockText(from)}
        </Link>
      ) : (
        <span className={classes.skipped}>{t('skipped')}</span>
      )}
    </li>
  )
}
