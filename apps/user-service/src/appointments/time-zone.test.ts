import { describe, expect, it } from 'vitest'
import { formatPeriod, timeZoneSchema } from './time-zone.js'

describe('timeZoneSchema', () => {
  it.each(['Africa/Harare', 'Europe/Paris', 'UTC', 'America/Argentina/Ushuaia'])('accepts %s', (zone) => {
    expect(timeZoneSchema.safeParse(zone).success).toBe(true)
  })

  it.each(['', 'Harare', '+02:00', 'Mars/Olympus', 'local', 'Europe/Paris; DROP TABLE', 'x'.repeat(10_000)])(
    'refuses %j and names an example',
    (zone) => {
      expect(timeZoneSchema.safeParse(zone).error?.issues[0]?.message).toMatch(/expected/)
    },
  )
})

describe('formatPeriod', () => {
  it('shows the clocks of the zone over the end of daylight saving time', () => {
    const text = formatPeriod(new Date('2027-10-31T00:30:00Z'), new Date('2027-10-31T01:30:00Z'), 'Europe/Paris')
    expect(text).toBe('Sun 31 Oct 2027, 02:30 to 02:30 (Europe/Paris)')
  })

  it('names both days of a period over midnight', () => {
    const text = formatPeriod(new Date('2027-03-01T21:30:00Z'), new Date('2027-03-01T22:30:00Z'), 'Africa/Harare')
    expect(text).toBe('Mon 1 Mar 2027, 23:30 to Tue 2 Mar 2027, 00:30 (Africa/Harare)')
  })
})
