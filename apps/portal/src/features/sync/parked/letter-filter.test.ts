import { expect, test } from 'vitest'
import { filterOf } from './letter-filter'

const now = new Date('2027-03-10T12:00:30.000Z')
const all = { q: '', user: null, state: null, when: 'all', from: null, to: null } as const

test('an address without filters asks for everything', () => {
  expect(filterOf(all, now, 'Africa/Harare')).toEqual({})
})

test('words, person and state are handed on', () => {
  const user = '0199a0a0-0000-7000-8000-000000000001'
  expect(filterOf({ ...all, q: '  check constraint ', user, state: 'parked' }, now, 'UTC')).toEqual({
    ...{ search: 'check constraint', userId: user, state: 'parked' },
  })
})

test('a named time reaches back from now, to the minute', () => {
  expect(filterOf({ ...all, when: 'hour' }, now, 'UTC')).toEqual({ since: '2027-03-10T11:00:00.000Z' })
  expect(filterOf({ ...all, when: 'week' }, now, 'UTC')).toEqual({ since: '2027-03-03T12:00:00.000Z' })
})

test("days are the viewer's, both included, in whichever order they are given, and count before a named time", () => {
  const days = { since: '2027-03-08T22:00:00.000Z', until: '2027-03-10T22:00:00.000Z' }
  expect(filterOf({ ...all, when: 'hour', from: '2027-03-09', to: '2027-03-10' }, now, 'Africa/Harare')).toEqual(days)
  expect(filterOf({ ...all, from: '2027-03-10', to: '2027-03-09' }, now, 'Africa/Harare')).toEqual(days)
  expect(filterOf({ ...all, when: 'hour', to: '2027-03-10' }, now, 'UTC')).toEqual({
    until: '2027-03-11T00:00:00.000Z',
  })
})
