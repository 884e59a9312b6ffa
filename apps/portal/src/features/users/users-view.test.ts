import { expect, test } from 'vitest'
import { filterInput, isChangedFilter, isFiltered, orderColumns, sortedBy, type UsersFilter } from './users-view'

const everyone: UsersFilter = { q: '', roles: [], state: 'present', sync: null, units: [], changed: null }
const calendar = { timeZone: 'Africa/Harare', now: new Date('2026-11-22T23:30:00Z') }

test('a list that nobody narrowed asks for nothing in particular', () => {
  expect(filterInput(everyone, calendar)).toEqual({})
  expect(isFiltered(everyone)).toBe(false)
})

test('the filter asks for what the address says, and people without a unit by an empty one', () => {
  const filter: UsersFilter = {
    q: 'moyo',
    roles: ['nurse'],
    state: 'inactive',
    sync: 'parked',
    units: ['Surgery', '~'],
    changed: null,
  }
  expect(filterInput(filter, calendar)).toEqual({
    search: 'moyo',
    roles: ['nurse'],
    state: 'inactive',
    sync: 'parked',
    ministeres: ['Surgery', ''],
  })
  expect(isFiltered(filter)).toBe(true)
})

test('times are sorted newest first, words from a, and a second click turns them round', () => {
  const byName = { sort: 'name', order: 'asc' } as const
  expect(sortedBy('updatedAt', byName)).toEqual({ sort: 'updatedAt', order: 'desc' })
  expect(sortedBy('updatedAt', { sort: 'updatedAt', order: 'desc' })).toEqual({ sort: 'updatedAt', order: 'asc' })
  expect(sortedBy('name', byName)).toEqual({ sort: 'name', order: 'desc' })
})

test('columns stand in one order, however they were chosen', () => {
  expect(orderColumns(['created', 'email', 'role'])).toEqual(['email', 'role', 'created'])
})

test.each([
  ['today', '2026-11-22T22:00:00.000Z'],
  ['week', '2026-11-16T22:00:00.000Z'],
  ['2026-11-20', '2026-11-19T22:00:00.000Z'],
] as const)('changed since %s begins with a day of the viewer’s calendar', (changed, changedSince) => {
  expect(filterInput({ ...everyone, changed }, calendar)).toEqual({ changedSince })
  expect(isFiltered({ ...everyone, changed })).toBe(true)
})

test('what the address may say of a change is a span or a day', () => {
  expect(['today', 'week', '2026-02-28', 'tomorrow', '2026-02-30', ''].map(isChangedFilter)).toEqual([
    ...[true, true, true, false, false, false],
  ])
})
