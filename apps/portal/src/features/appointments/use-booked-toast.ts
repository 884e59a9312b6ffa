'use client'

import { useFormatter, useTimeZone, useTranslations } from 'next-intl'
import { notify } from '@/components/notify'
import type { Appointment } from './appointment'
import { useTimeSpan } from './time-span'
import { dayOf } from './zoned-time'

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
    notify({
      confidential: true,
      title: t('booked.title'),
      text: t('booked.text', {
        patient: booked.patientName,
        clinician: booked.clinicianName,
        day,
        time: span(startsAt, endsAt, timeZone),
      }),
      link: { href: `/appointments?${list}`, label: t('booked.link') },
    })
  }
}
