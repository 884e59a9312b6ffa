import { dayOf, timeOf } from './zoned-time'

export interface NewAppointment {
  clinicianId: string
  /** Only the day when there is no time yet. */
  startsAt: Date
  /** The organisation's, on whose clocks the form begins. */
  timeZone: string
}

/** The form with a clinician, a day and a time; never with a patient, since addresses are kept in many places. */
export function newAppointmentHref({ clinicianId, startsAt, timeZone }: NewAppointment): string {
  const query = new URLSearchParams({
    clinician: clinicianId,
    day: dayOf(startsAt, timeZone),
    time: timeOf(startsAt, timeZone),
  })
  return `/appointments/new?${query}`
}
