import type { Appointment } from './appointment'
import { instantOf } from './zoned-time'

// The day on which times are offered. Any other time can still be typed.
export const dayBegins = '08:00'
export const dayEnds = '17:00'
const stepMinutes = 15
const minuteMs = 60_000
export const maxOffered = 8

type Booking = Pick<Appointment, 'startsAt' | 'endsAt' | 'cancelledAt' | 'clinicianName'>

const overlaps = (booking: Booking, from: number, to: number) =>
  booking.cancelledAt === null && Date.parse(booking.startsAt) < to && Date.parse(booking.endsAt) > from

/** The booking that stands in the way of a time, if one is known. */
export function findClash<T extends Booking>(bookings: readonly T[], startsAt: Date, minutes: number): T | undefined {
  const from = startsAt.getTime()
  return bookings.find((booking) => overlaps(booking, from, from + minutes * minuteMs))
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

export interface FreeSlotsInput {
  day: string
  timeZone: string
  minutes: number
  bookings: readonly Booking[]
  now: Date
}

/** Times of a day that are still free for so many minutes; they don't overlap each other, the earliest come first. */
export function findFreeSlots({ day, timeZone, minutes, bookings, now }: FreeSlotsInput): string[] {
  const free: string[] = []
  const last = minutesOf(dayEnds) - minutes
  let at = minutesOf(dayBegins)
  while (at <= last && free.length < maxOffered) {
    const startsAt = instantOf(day, clock(at), timeZone)
    const isFree = startsAt !== null && startsAt > now && !findClash(bookings, startsAt, minutes)
    if (isFree) free.push(clock(at))
    at += isFree ? Math.ceil(minutes / stepMinutes) * stepMinutes : stepMinutes
  }
  return free
}
