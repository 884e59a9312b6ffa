'use client'

import { useFormatter, useTimeZone } from 'next-intl'
import { ExactTime } from '@/components/exact-time'
import type { Appointment } from './appointment'
import { sameClock } from './zoned-time'

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

/** "09:00 – 09:30" in a zone and the viewer's language. */
export function useTimeSpan() {
  const format = useFormatter()
  return (startsAt: Date, endsAt: Date, timeZone: string) =>
    format.dateTimeRange(startsAt, endsAt, { ...clock, timeZone })
}

export interface TimeSpanProps {
  appointment: Pick<Appointment, 'startsAt' | 'endsAt' | 'timeZone'>
  className?: string | undefined
  /** For the second line, which says what the clinic's clocks show where they differ from the viewer's. */
  localClassName?: string | undefined
}

/** From when to when on the viewer's clock, with the exact UTC on hover. */
export function TimeSpan({ appointment, className, localClassName }: TimeSpanProps) {
  const viewerZone = useTimeZone() ?? 'UTC'
  const span = useTimeSpan()
  const [startsAt, endsAt] = [new Date(appointment.startsAt), new Date(appointment.endsAt)]
  return (
    <>
      <ExactTime at={startsAt} className={className}>
        {span(startsAt, endsAt, viewerZone)}
      </ExactTime>
      {!sameClock(startsAt, viewerZone, appointment.timeZone) && (
        <span className={localClassName}>
          {span(startsAt, endsAt, appointment.timeZone)} {appointment.timeZone}
        </span>
      )}
    </>
  )
}
