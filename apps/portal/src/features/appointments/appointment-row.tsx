'use client'

import { Button, Group, Table, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { UserAvatar } from '@/components/user-avatar'
import { type Appointment, stateOf } from './appointment'
import { AppointmentMark } from './appointment-mark'
import classes from './appointments.module.css'
import { TimeSpan } from './time-span'

export interface AppointmentRowProps {
  appointment: Appointment
  now: Date
  onOpen: () => void
  /** Undefined when the viewer may not cancel. */
  onCancel: (() => void) | undefined
}

export function AppointmentRow({ appointment, now, onOpen, onCancel }: AppointmentRowProps) {
  const t = useTranslations('appointments')
  const { patientName, clinicianName, reason } = appointment
  const state = stateOf(appointment, now)
  const cancellable = state === 'booked' || state === 'needsClinician'
  return (
    <Table.Tr className={classes.row} data-state={state}>
      <Table.Td className={classes.when}>
        <TimeSpan appointment={appointment} className={classes.span} localClassName={classes.local} />
      </Table.Td>
      <Table.Td className={classes.patient}>
        <button type="button" className={classes.open} onClick={onOpen}>
          <bdi className={classes.name}>{patientName}</bdi>
        </button>
        <Text size="sm" c="dimmed" className={classes.narrow}>
          <bdi>{clinicianName}</bdi>
        </Text>
        <span className={classes.narrow}>
          <AppointmentMark state={state} />
        </span>
      </Table.Td>
      <Table.Td className={classes.wide}>
        <Group gap="xs" wrap="nowrap">
          <UserAvatar name={clinicianName} size={24} />
          <bdi className={classes.clinician}>{clinicianName}</bdi>
        </Group>
      </Table.Td>
      <Table.Td className={classes.reason}>{reason}</Table.Td>
      <Table.Td className={classes.wide}>
        <AppointmentMark state={state} />
      </Table.Td>
      {onCancel && (
        <Table.Td className={classes.deeds}>
          {cancellable && (
            <Button
              variant="default"
              size="compact-sm"
              onClick={onCancel}
              aria-label={t('cancel.open', { patient: patientName })}
            >
              {t('cancel.short')}
            </Button>
          )}
        </Table.Td>
      )}
    </Table.Tr>
  )
}
