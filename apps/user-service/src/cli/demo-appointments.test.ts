import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { planDoctor } from './demo-appointments.js'

const doctor = { id: '0192f000-0000-7000-8000-000000000002', email: 'rudo@rollcall.test' }
const plan = (zone: string) => {
  const from = DateTime.fromISO('2027-01-01', { zone })
  return [...planDoctor(doctor, from, from.plus({ years: 1 }))]
}

describe('planDoctor', () => {
  it.each(['Africa/Harare', 'Europe/Paris'])(
    'stays within working hours of %s the whole year, never overlapping',
    (zone) => {
      const appointments = plan(zone)
      expect(appointments.length).toBeGreaterThan(1000)
      let last = 0
      for (const { startsAt, endsAt } of appointments) {
        const [start, end] = [startsAt, endsAt].map((at) => DateTime.fromJSDate(at, { zone }))
        expect(start?.hour).toBeGreaterThanOrEqual(8)
        expect(end?.diff(end.startOf('day')).as('hours')).toBeLessThanOrEqual(17)
        expect(start?.weekday).toBeLessThanOrEqual(5)
        expect(startsAt.getTime()).toBeGreaterThanOrEqual(last)
        last = endsAt.getTime()
      }
    },
  )

  it('plans the same year again', () => {
    expect(plan('Africa/Harare')).toEqual(plan('Africa/Harare'))
  })
})
