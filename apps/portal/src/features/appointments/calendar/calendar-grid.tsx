'use client'
'use memo'

import { Box } from '@mantine/core'
import { useNow, useTimeZone } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useMay } from '@/frame/me-provider'
import type { Appointment } from '../appointment'
import { dayOf, timeOf } from '../zoned-time'
import classes from './calendar.module.css'
import { CalendarEntry } from './calendar-entry'
import { CalendarSlot } from './calendar-slot'
import { pxOf } from './cell'
import { type CalendarColumn, drawColumns } from './draw-columns'
import { clockText, minutesOfDay, type ShownHours } from './place-entries'
import { useRovingCells } from './use-roving-cells'

export interface CalendarGridProps {
  columns: CalendarColumn[]
  busy: boolean
  onOpen: (appointment: Appointment) => void
}

/**
 * Days beside each other by the hours of the clock. Ours and not @mantine/schedule 9.6.3: that one takes times without a
 * zone, so that an hour which clocks show twice can't be told apart, and it has its resources in rows.
 */
export function CalendarGrid({ columns, busy, onOpen }: CalendarGridProps) {
  const timeZone = useTimeZone() ?? 'UTC'
  const now = useNow({ updateInterval: 60_000 })
  const mayBook = useMay('appointments.write', 'appointments.own')
  const { hours, drawn } = drawColumns(columns, { timeZone, now, mayBook })
  const { gridProps, cellOf } = useRovingCells(drawn.flatMap(({ cells }) => cells.map(({ key }) => key)))
  const height = pxOf((hours.last - hours.first) * 60)
  return (
    <Box
      {...gridProps}
      aria-busy={busy}
      data-busy={busy || undefined}
      className={classes.grid}
      __vars={{ '--columns': String(columns.length) }}
    >
      <div className={classes.corner} />
      {columns.map(({ key, head }) => (
        <div key={key} className={classes.head}>
          {head}
        </div>
      ))}
      <Axis hours={hours} />
      {drawn.map(({ column, cells }, index) => (
        <div
          key={column.key}
          className={classes.column}
          style={{ height }}
          data-left={!column.clinician.bookable || undefined}
        >
          {column.day === dayOf(now, timeZone) && (
            <NowLine hours={hours} minutes={minutesOfDay(timeOf(now, timeZone))} />
          )}
          <ol className={classes.cells} aria-label={column.name}>
            {cells.map((drawnCell) =>
              drawnCell.kind === 'entry' ? (
                <CalendarEntry
                  key={drawnCell.key}
                  {...{ placed: drawnCell.placed, hours, now, onOpen }}
                  cell={cellOf(drawnCell.key, index)}
                />
              ) : (
                <CalendarSlot
                  key={drawnCell.key}
                  {...{ slot: drawnCell.slot, hours, column }}
                  cell={cellOf(drawnCell.key, index)}
                />
              ),
            )}
          </ol>
        </div>
      ))}
    </Box>
  )
}

/** The hours on the left; every entry says its own time to those who don't see them. */
function Axis({ hours: { first, last } }: { hours: ShownHours }) {
  const hours = Array.from({ length: last - first }, (_, index) => first + index)
  return (
    <div className={classes.axis} aria-hidden>
      {hours.map((hour) => (
        <span key={hour} className={classes.hour} style={{ top: pxOf((hour - first) * 60) }}>
          {clockText(hour * 60)}
        </span>
      ))}
    </div>
  )
}

/** Where the day is; the calendar opens there. */
function NowLine({ hours: { first, last }, minutes }: { hours: ShownHours; minutes: number }) {
  const lineRef = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const region = lineRef.current?.closest('section')
    if (region && lineRef.current) region.scrollTop = lineRef.current.offsetTop - region.clientHeight / 3
  }, [])
  if (minutes < first * 60 || minutes >= last * 60) return null
  return <div ref={lineRef} className={classes.now} style={{ top: pxOf(minutes - first * 60) }} />
}
