import { describe, expect, it } from 'vitest'
import { addDays, dayOf, instantOf, isDay, mondayOf, offsetName, sameClock, startOfDay, timeOf } from './zoned-time'

describe('a local time becomes a moment', () => {
  it.each([
    ['2027-03-01', '09:00', 'Africa/Harare', '2027-03-01T07:00:00.000Z'],
    ['2027-03-01', '09:00', 'Europe/Paris', '2027-03-01T08:00:00.000Z'],
    ['2027-07-01', '09:00', 'Europe/Paris', '2027-07-01T07:00:00.000Z'],
    ['2027-03-01', '09:00', 'Asia/Kathmandu', '2027-03-01T03:15:00.000Z'],
    ['2027-03-01', '00:30', 'Pacific/Kiritimati', '2027-02-28T10:30:00.000Z'],
  ])('%s %s in %s', (day, time, zone, expected) => {
    const instant = instantOf(day, time, zone)
    expect(instant?.toISOString()).toBe(expected)
    expect([dayOf(new Date(expected), zone), timeOf(new Date(expected), zone)]).toEqual([day, time])
  })

  it('on the day clocks change, before and after the change', () => {
    expect(instantOf('2027-03-28', '01:59', 'Europe/Paris')?.toISOString()).toBe('2027-03-28T00:59:00.000Z')
    expect(instantOf('2027-03-28', '03:00', 'Europe/Paris')?.toISOString()).toBe('2027-03-28T01:00:00.000Z')
  })

  it('a time the clocks skip is none', () => {
    expect(instantOf('2027-03-28', '02:30', 'Europe/Paris')).toBeNull()
  })

  it('a time the clocks show twice is the first of the two', () => {
    expect(instantOf('2027-10-31', '02:30', 'Europe/Paris')?.toISOString()).toBe('2027-10-31T00:30:00.000Z')
  })

  it.each([
    ['2027-02-29', '09:00'],
    ['2027-13-01', '09:00'],
    ['', '09:00'],
    ['2027-03-01', ''],
    ['2027-03-01', '24:00'],
  ])('%s %s is no time at all', (day, time) => {
    expect(instantOf(day, time, 'Africa/Harare')).toBeNull()
  })
})

describe('days', () => {
  it('begin at midnight, and where midnight is skipped at the next time there is', () => {
    expect(startOfDay('2027-03-01', 'Africa/Harare').toISOString()).toBe('2027-02-28T22:00:00.000Z')
    // Lebanon's clocks go from 00:00 to 01:00 on the last Sunday of March.
    expect(startOfDay('2027-03-28', 'Asia/Beirut').toISOString()).toBe('2027-03-27T22:00:00.000Z')
  })

  it('follow each other over the ends of months and years', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31')
  })

  it('belong to the week that begins on their Monday', () => {
    expect(mondayOf('2026-11-21')).toBe('2026-11-16')
    expect(mondayOf('2026-11-22')).toBe('2026-11-16')
    expect(mondayOf('2026-11-23')).toBe('2026-11-23')
  })

  it('are told from what only looks like one', () => {
    expect(isDay('2027-03-01')).toBe(true)
    expect(isDay('2027-02-30')).toBe(false)
    expect(isDay('tomorrow')).toBe(false)
  })
})

it('two zones with one offset show the same clock', () => {
  const summer = new Date('2027-07-01T00:00:00Z')
  expect(sameClock(summer, 'Africa/Harare', 'Europe/Paris')).toBe(true)
  expect(sameClock(new Date('2027-01-01T00:00:00Z'), 'Africa/Harare', 'Europe/Paris')).toBe(false)
})

it('a zone is as far from UTC as it is at that moment', () => {
  expect(offsetName(new Date('2027-01-01T00:00:00Z'), 'Europe/Paris')).toBe('UTC+01:00')
  expect(offsetName(new Date('2027-07-01T00:00:00Z'), 'Europe/Paris')).toBe('UTC+02:00')
  expect(offsetName(new Date('2027-01-01T00:00:00Z'), 'America/St_Johns')).toBe('UTC−03:30')
})
