'use client'

import { Skeleton, Table } from '@mantine/core'
import { useFormatter, useNow, useTimeZone, useTranslations } from 'next-intl'
import { keepRows } from '@/components/keep-rows'
import type { Appointment } from './appointment'
import { AppointmentRow } from './appointment-row'
import classes from './appointments.module.css'
import { groupByDay } from './group-by-day'

const skeletonRows = keepRows(10)
const noon = 'T12:00:00Z'
// The columns that even a phone shows: a wider span would invent columns there.
const alwaysShown = 2

export interface AppointmentsTableProps {
  /** Undefined while the first page is under way. */
  appointments: Appointment[] | undefined
  /** The rows are of the page before. */
  busy: boolean
  onOpen: (appointment: Appointment) => void
  /** Undefined when the viewer may not cancel. */
  onCancel: ((appointment: Appointment) => void) | undefined
}

/** Appointments under the days they are on. */
export function AppointmentsTable({ appointments, busy, onOpen, onCancel }: AppointmentsTableProps) {
  const t = useTranslations('appointments.columns')
  const timeZone = useTimeZone() ?? 'UTC'
  const now = useNow({ updateInterval: 30_000 })
  return (
    <Table className={classes.table} data-busy={busy || undefined} aria-busy={busy || !appointments}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('time')}</Table.Th>
          <Table.Th>{t('patient')}</Table.Th>
          <Table.Th className={classes.wide}>{t('clinician')}</Table.Th>
          <Table.Th className={classes.reason}>{t('reason')}</Table.Th>
          <Table.Th className={classes.wide}>{t('state')}</Table.Th>
          {onCancel && (
            <Table.Th className={classes.deedsHead}>
              <span className="rc-visually-hidden">{t('actions')}</span>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      {!appointments && (
        <Table.Tbody>
          {skeletonRows.map((row) => (
            <Table.Tr key={row} className={classes.row}>
              <Table.Td colSpan={alwaysShown}>
                <Skeleton height={20} width="70%" />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      )}
      {groupByDay(appointments ?? [], timeZone).map(({ day, appointments: ofDay }) => (
        <Table.Tbody key={day}>
          <Table.Tr className={classes.day}>
            <Table.Th colSpan={alwaysShown} scope="rowgroup">
              <DayName day={day} />
            </Table.Th>
          </Table.Tr>
          {ofDay.map((appointment) => (
            <AppointmentRow
              key={appointment.id}
              appointment={appointment}
              now={now}
              onOpen={() => onOpen(appointment)}
              onCancel={onCancel && (() => onCancel(appointment))}
            />
          ))}
        </Table.Tbody>
      ))}
    </Table>
  )
}

/** A day of a calendar, whatever the zone. */
function DayName({ day }: { day: string }) {
  const format = useFormatter()
  const words = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  return <time dateTime={day}>{format.dateTime(new Date(`${day}${noon}`), words)}</time>
}
