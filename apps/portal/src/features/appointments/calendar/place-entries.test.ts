import { describe, expect, it } from 'vitest'
import { freeSlots, placeEntries, shownHours } from './place-entries'

const paris = 'Europe/Paris'
let id = 0
const booking = (startsAt: string, minutes: number) => ({
  id: String(++id),
  startsAt: new Date(startsAt).toISOString(),
  endsAt: new Date(Date.parse(startsAt) + minutes * 60_000).toISOString(),
})
const extents = (day: string, ...bookings: ReturnType<typeof booking>[]) =>
  placeEntries(bookings, day, paris).map(({ from, to, lane, lanes }) => [from / 60, to / 60, lane, lanes])
const long = new Date('2020-01-01')

describe('an appointment stands where the clock shows it', () => {
  it('on any day', () => {
    expect(extents('2027-03-01', booking('2027-03-01T09:00:00+01:00', 30))).toEqual([[9, 9.5, 0, 1]])
  })

  it('on the day of 23 hours', () => {
    expect(extents('2027-03-28', booking('2027-03-28T09:00:00+02:00', 60))).toEqual([[9, 10, 0, 1]])
    expect(extents('2027-03-28', booking('2027-03-28T01:45:00+01:00', 30))).toEqual([[1.75, 3.25, 0, 1]])
  })

  it('on the day of 25 hours, side by side where the clock shows a time twice', () => {
    const twice = [booking('2027-10-31T02:15:00+02:00', 30), booking('2027-10-31T02:15:00+01:00', 30)]
    expect(extents('2027-10-31', ...twice)).toEqual([
      [2.25, 2.75, 0, 2],
      [2.25, 2.75, 1, 2],
    ])
    expect(extents('2027-10-31', booking('2027-10-31T02:45:00+02:00', 30))).toEqual([[2.75, 3.25, 0, 1]])
  })

  it('cut off where the day begins and ends', () => {
    expect(extents('2027-03-02', booking('2027-03-01T23:00:00+01:00', 120))).toEqual([[0, 1, 0, 1]])
    expect(extents('2027-03-01', booking('2027-03-01T23:00:00+01:00', 120))).toEqual([[23, 24, 0, 1]])
  })

  it('never smaller than a quarter of an hour, and five-minute visits then share the width', () => {
    const visits = [0, 5, 10].map((minute) => booking(`2027-03-01T09:${String(minute).padStart(2, '0')}:00+01:00`, 5))
    expect(extents('2027-03-01', ...visits).map(([, , lane, lanes]) => [lane, lanes])).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
    ])
  })
})

describe('the free parts of a day', () => {
  const day = { day: '2027-03-01', timeZone: paris, now: long }
  const hours = { first: 8, last: 10 }

  it('are halves of hours, and quarters where only those are left', () => {
    const placed = placeEntries([booking('2027-03-01T08:45:00+01:00', 30)], day.day, paris)
    expect(freeSlots(placed, hours, day).map(({ from, to }) => [from / 60, to / 60])).toEqual([
      [8, 8.5],
      [8.5, 8.75],
      [9.25, 9.5],
      [9.5, 10],
    ])
  })

  it('are none in the past', () => {
    expect(freeSlots([], hours, { ...day, now: new Date('2027-03-01T08:20:00Z') })).toHaveLength(1)
  })

  it('are said to be none where the clocks skip them', () => {
    const slots = freeSlots([], { first: 1, last: 4 }, { ...day, day: '2027-03-28' })
    expect(slots.filter(({ startsAt }) => startsAt === null).map(({ from, to }) => [from / 60, to / 60])).toEqual([
      [2, 2.5],
      [2.5, 3],
    ])
  })
})

it('more hours are shown than usual where something is booked then', () => {
  expect(shownHours([])).toEqual({ first: 8, last: 18 })
  expect(
    shownHours([
      { from: 6.5 * 60, to: 7 * 60 },
      { from: 19 * 60, to: 19.25 * 60 },
    ]),
  ).toEqual({ first: 6, last: 20 })
})
