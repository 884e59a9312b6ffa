import type { Appointment } from './appointment'
import { dayOf } from './zoned-time'

export interface AppointmentDay {
  day: string
  appointments: Appointment[]
}

/** A page's appointments by the day they begin in a zone, in the order they came. */
export function groupByDay(appointments: Appointment[], timeZone: string): AppointmentDay[] {
  const days = new Map<string, Appointment[]>()
  for (const appointment of appointments) {
    const day = dayOf(new Date(appointment.startsAt), timeZone)
    days.set(day, [...(days.get(day) ?? []), appointment])
  }
  return [...days].map(([day, ofDay]) => ({ day, appointments: ofDay }))
}
