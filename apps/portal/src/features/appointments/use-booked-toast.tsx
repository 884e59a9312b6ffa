'use client'

import { Anchor } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import Link from 'next/link'
import { useFormatter, useTimeZone, useTranslations } from 'next-intl'
import type { Appointment } from './appointment'
import { useTimeSpan } from './time-span'
import { dayOf } from './zoned-time'

// Long enough to reach the link by keyboard.
const shownMs = 15_000

/** Says what was booked, with a link to that clinician's day. */
export function useBookedToast() {
  const t = useTranslations('appointments.form')
  const format = useFormatter()
  const span = useTimeSpan()
  const viewerZone = useTimeZone() ?? 'UTC'
  return (booked: Appointment) => {
    const [startsAt, endsAt] = [new Date(booked.startsAt), new Date(booked.endsAt)]
    const { timeZone } = booked
    const day = format.dateTime(startsAt, { weekday: 'long', day: 'numeric', month: 'long', timeZone })
    const viewersDay = dayOf(startsAt, viewerZone)
    const list = new URLSearchParams({ view: 'day', day: viewersDay, clinician: booked.clinicianId })
    notifications.show({
      color: 'teal',
      autoClose: shownMs,
      title: t('booked.title'),
      message: (
        <>
          {t('booked.text', {
            patient: booked.patientName,
            clinician: booked.clinicianName,
            day,
            time: span(startsAt, endsAt, timeZone),
          })}{' '}
          <Anchor component={Link} href={`/appointments?${list}`} inherit>
            {t('booked.link')}
          </Anchor>
        </>
      ),
    })
  }
}
