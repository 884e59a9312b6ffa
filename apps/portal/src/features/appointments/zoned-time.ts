const dayMs = 86_400_000
// Of years in which somebody alive may be treated.
const isoDay = /^(19|20|21)\d{2}-\d{2}-\d{2}$/

/** A calendar day such as 2027-02-28, that exists. */
export function isDay(text: string): boolean {
  if (!isoDay.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

const clocks = new Map<string, Intl.DateTimeFormat>()

// Making one takes far longer than using it.
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const made = clocks.get(timeZone)
  if (made) return made
  const number = 'numeric'
  const date = { year: number, month: number, day: number } as const
  const time = { hour: number, minute: number, second: number, hourCycle: 'h23' } as const
  const clock = new Intl.DateTimeFormat('en-US', { timeZone, ...date, ...time })
  clocks.set(timeZone, clock)
  return clock
}

/** What the clocks in a zone show, written as if it were UTC. */
function wallOf(instantMs: number, timeZone: string): number {
  const parts = clockOf(timeZone).formatToParts(instantMs)
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'))
}

const offsetMs = (instantMs: number, timeZone: string) =>
  wallOf(instantMs, timeZone) - Math.floor(instantMs / 1000) * 1000

/**
 * The moment at which the clocks in a zone show a day (2027-03-28) and a time (09:30). When clocks go back and show it
 * twice: the first time. Null when they never show it, because they go forward over it, or it isn't a day and a time.
 */
export function instantOf(day: string, time: string, timeZone: string): Date | null {
  if (!isDay(day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null
  const wall = Date.parse(`${day}T${time}:00Z`)
  const found = [wall - dayMs, wall + dayMs]
    .map((near) => wall - offsetMs(near, timeZone))
    .filter((candidate) => wallOf(candidate, timeZone) === wall)
  return found.length > 0 ? new Date(Math.min(...found)) : null
}

/** Where a day begins in a zone; in a few zones clocks go forward at midnight, and it begins at one o'clock. */
export function startOfDay(day: string, timeZone: string): Date {
  const wall = Date.parse(`${day}T00:00:00Z`)
  return instantOf(day, '00:00', timeZone) ?? new Date(wall - offsetMs(wall - dayMs, timeZone))
}

/** The day that a zone's calendar shows: 2027-03-28. */
export function dayOf(instant: Date, timeZone: string): string {
  return new Date(wallOf(instant.getTime(), timeZone)).toISOString().slice(0, 10)
}

/** What a zone's clocks show, without seconds: 09:30. */
export function timeOf(instant: Date, timeZone: string): string {
  return new Date(wallOf(instant.getTime(), timeZone)).toISOString().slice(11, 16)
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
}

/** Whether two zones' clocks show the same at this moment. */
export function sameClock(instant: Date, zone: string, other: string): boolean {
  return zone === other || wallOf(instant.getTime(), zone) === wallOf(instant.getTime(), other)
}

/** How far a zone's clocks are from UTC at a moment: UTC+02:00. */
export function offsetName(instant: Date, timeZone: string): string {
  const minutes = Math.round(offsetMs(instant.getTime(), timeZone) / 60_000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `UTC${minutes < 0 ? '−' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`
}
