import { expect, it } from 'vitest'
import { findClash, findFreeSlots, maxOffered } from './free-slots'

const harare = 'Africa/Harare'
const booking = (startsAt: string, endsAt: string, cancelledAt: string | null = null) => ({
  startsAt,
  endsAt,
  cancelledAt,
  clinicianName: 'Tendai Moyo',
})
const base = { day: '2027-03-01', timeZone: harare, minutes: 60, bookings: [], now: new Date('2027-02-01T00:00:00Z') }

it('an empty day is offered from eight to five, without overlaps', () => {
  const expected = ['08:00', '09:30', '11:00', '12:30', '14:00', '15:30']
  expect(findFreeSlots({ ...base, minutes: 90 })).toEqual(expected)
})

it('what is booked is not offered, and what was cancelled is', () => {
  const bookings = [
    // 08:30–09:15 and 10:00–16:00 in Harare.
    booking('2027-03-01T06:30:00Z', '2027-03-01T07:15:00Z'),
    booking('2027-03-01T08:00:00Z', '2027-03-01T14:00:00Z'),
    booking('2027-03-01T14:00:00Z', '2027-03-01T15:00:00Z', '2027-02-01T00:00:00Z'),
  ]
  expect(findFreeSlots({ ...base, bookings })).toEqual(['16:00'])
  expect(findFreeSlots({ ...base, minutes: 30, bookings })).toEqual(['08:00', '09:15', '16:00', '16:30'])
})

it('times that have passed are not offered', () => {
  const now = new Date('2027-03-01T13:30:00Z')
  expect(findFreeSlots({ ...base, minutes: 30, now })).toEqual(['15:45', '16:15'])
})

it('never more than a row or two are offered', () => {
  expect(findFreeSlots({ ...base, minutes: 5 })).toHaveLength(maxOffered)
})

it('what is no day has no times', () => {
  expect(findFreeSlots({ ...base, day: 'not a day' })).toEqual([])
})

it('a time that only touches a booking does not clash with it', () => {
  const bookings = [booking('2027-03-01T07:00:00Z', '2027-03-01T07:30:00Z')]
  expect(findClash(bookings, new Date('2027-03-01T07:30:00Z'), 30)).toBeUndefined()
  expect(findClash(bookings, new Date('2027-03-01T06:30:00Z'), 30)).toBeUndefined()
  expect(findClash(bookings, new Date('2027-03-01T06:45:00Z'), 30)).toBe(bookings[0])
})
