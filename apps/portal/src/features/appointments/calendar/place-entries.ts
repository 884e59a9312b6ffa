import { dayOf, instantOf, timeOf } from '../zoned-time'

const minuteMs = 60_000
const dayMinutes = 24 * 60
export const quarterMinutes = 15
/** A slot is an hour's half, or the quarter that is left of one. */
const slotMinutes = 30
const usualHours = { first: 8, last: 18 }

/** Hours of the clock that a calendar shows, from `first` on and before `last`. */
export interface ShownHours {
  first: number
  last: number
}
interface Booking {
  id: string
  startsAt: string
  endsAt: string
}
/** Where an appointment stands in a day's column, in minutes of the clock from midnight; lanes stand side by side. */
export interface PlacedEntry<T> {
  entry: T
  from: number
  to: number
  lane: number
  lanes: number
}

/** Of 09:30, minutes from midnight. */
export const minutesOfDay = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
export const clockText = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/**
 * Where the clock shows an appointment on a day, whatever the day's length. One that begins before or ends after it is
 * cut off there. Clocks that go back would end it before it began: then its length counts.
 */
function extentOf(booking: Booking, day: string, timeZone: string): { from: number; to: number } {
  const [startsAt, endsAt] = [new Date(booking.startsAt), new Date(booking.endsAt)]
  const from = dayOf(startsAt, timeZone) < day ? 0 : minutesOfDay(timeOf(startsAt, timeZone))
  const isOver = dayOf(endsAt, timeZone) > day
  const shown = isOver ? dayMinutes : minutesOfDay(timeOf(endsAt, timeZone))
  const lasts = (endsAt.getTime() - startsAt.getTime()) / minuteMs
  const to = shown > from ? shown : from + lasts
  // What is shorter than a quarter of an hour is drawn as one: it has to be read and hit.
  return {
    from: Math.min(from, dayMinutes - quarterMinutes),
    to: Math.min(dayMinutes, Math.max(to, from + quarterMinutes)),
  }
}

/** Places one column's appointments, which come in the order of time; those that would cover each other share the width. */
export function placeEntries<T extends Booking>(
  bookings: readonly T[],
  day: string,
  timeZone: string,
): PlacedEntry<T>[] {
  const placed: PlacedEntry<T>[] = []
  let cluster: PlacedEntry<T>[] = []
  let clusterEnds = 0
  for (const entry of bookings) {
    const { from, to } = extentOf(entry, day, timeZone)
    if (from >= clusterEnds) cluster = []
    const taken = new Set(cluster.filter((other) => other.to > from).map(({ lane }) => lane))
    let lane = 0
    while (taken.has(lane)) lane++
    const item = { entry, from, to, lane, lanes: 1 }
    cluster.push(item)
    placed.push(item)
    clusterEnds = Math.max(clusterEnds, to)
    const lanes = Math.max(...cluster.map((other) => other.lane)) + 1
    for (const other of cluster) other.lanes = lanes
  }
  return placed
}

/** The usual hours, and more where something is booked earlier or later. */
export function shownHours(placed: readonly { from: number; to: number }[]): ShownHours {
  return {
    first: Math.min(usualHours.first, ...placed.map(({ from }) => Math.floor(from / 60))),
    last: Math.max(usualHours.last, ...placed.map(({ to }) => Math.ceil(to / 60))),
  }
}

/** A free part of a column: a time to book, or one that the clocks skip. */
export interface Slot {
  from: number
  to: number
  /** Null when the clocks never show it on this day. */
  startsAt: Date | null
}

/** What is free between the entries of a column, and not past: halves of hours, and quarters where only those are left. */
export function freeSlots(
  placed: readonly { from: number; to: number }[],
  { first, last }: ShownHours,
  { day, timeZone, now }: { day: string; timeZone: string; now: Date },
): Slot[] {
  const isFree = (from: number) => !placed.some((entry) => entry.from < from + quarterMinutes && entry.to > from)
  const slots: Slot[] = []
  for (let from = first * 60; from < last * 60; from += quarterMinutes) {
    if (!isFree(from)) continue
    const startsAt = instantOf(day, clockText(from), timeZone)
    const before = slots.at(-1)
    const joins = from % slotMinutes !== 0 && before?.to === from && (before.startsAt === null) === (startsAt === null)
    if (before && joins) before.to = from + quarterMinutes
    else if (startsAt === null || startsAt > now) slots.push({ from, to: from + quarterMinutes, startsAt })
  }
  return slots
}
