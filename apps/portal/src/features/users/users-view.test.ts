import { expect, test } from 'vitest'
import { filterInput, isFiltered, orderColumns, sortedBy, type UsersFilter } from './users-view'

const everyone: UsersFilter = { q: '', roles: [], state: 'present', sync: null, units: [] }

test('a list that nobody narrowed asks for nothing in particular', () => {
  expect(filterInput(everyone)).toEqual({})
  expect(isFiltered(everyone)).toBe(false)
})

test('the filter asks for what the address says, and people without a unit by an empty one', () => {
  const filter: UsersFilter = {
    q: 'moyo',
    roles: ['nurse'],
    state: 'inactive',
    sync: 'parked',
    units: ['Surgery', '~'],
  }
  expect(filterInput(filter)).toEqual({
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
