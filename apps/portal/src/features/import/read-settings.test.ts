import { expect, test } from 'vitest'
import type { ImportSettings } from './import-queries'
import { findLacks, placeField } from './read-settings'

const settings = (mapping: ImportSettings['mapping']): ImportSettings => ({
  ...{ hasHeader: true, mapping, matchBy: 'email', absent: 'leave', emptyCells: 'keep' },
  ...{ country: null, defaultRole: null },
})

test('a field that is put on one column leaves the other', () => {
  expect(placeField(settings(['email', 'role']), 1, 'email').mapping).toEqual([null, 'email'])
  expect(placeField(settings(['email', null]), 0, 'nothing').mapping).toEqual([null, null])
  expect(placeField(settings([null, null]), 1, 'skip').mapping).toEqual([null, null])
})

test('a list of addresses alone says what is missing', () => {
  const lacks = findLacks(settings(['email']))
  expect(lacks).toEqual({ blocking: 'nothing', forNew: ['firstName', 'lastName', 'role'] })
})

test('without the column that people are matched by nothing can be tried', () => {
  expect(findLacks(settings(['role', 'firstName'])).blocking).toBe('key')
  expect(findLacks({ ...settings(['email', 'firstName', 'lastName']), defaultRole: 'doctor' }).forNew).toEqual([])
})
