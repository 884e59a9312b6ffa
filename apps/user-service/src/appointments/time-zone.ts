import { DateTime, IANAZone } from 'luxon'
import { z } from 'zod'

/** A zone of the IANA database. Offsets such as +02:00 are none: they don't know of daylight saving time. */
export const timeZoneSchema = z
  .string()
  .max(64, 'expected at most 64 characters')
  .refine((zone) => /^[A-Za-z]/.test(zone) && IANAZone.isValidZone(zone), {
    error: 'expected a time zone of the IANA database, such as Africa/Harare or Europe/Paris',
  })

/** "Mon 1 Mar 2027, 09:00" as the clocks in that zone show it. */
export function formatLocal(instant: Date, timeZone: string): string {
  return local(instant, timeZone).toFormat('ccc d LLL yyyy, HH:mm')
}

/** A period in one zone; the date is said once when it begins and ends on one day. */
export function formatPeriod(startsAt: Date, endsAt: Date, timeZone: string): string {
  const [start, end] = [local(startsAt, timeZone), local(endsAt, timeZone)]
  const endText = start.hasSame(end, 'day') ? end.toFormat('HH:mm') : formatLocal(endsAt, timeZone)
  return `${formatLocal(startsAt, timeZone)} to ${endText} (${timeZone})`
}

function local(instant: Date, timeZone: string): DateTime {
  return DateTime.fromJSDate(instant, { zone: timeZone }).setLocale('en-GB')
}
