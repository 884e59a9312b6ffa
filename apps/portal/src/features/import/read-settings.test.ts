import { expect, test } from 'vitest'
import type { ImportSettings } from './import-queries'
import { findLacks, lacksCountry, placeField } from './read-settings'

const settings = (mapping: ImportSettings['mapping']): ImportSettings => ({
  ...{ hasHeader: true, mapping, matchBy: 'email', absent: 'leave', emptyCells: 'keep' },
  ...{ country: null, defaultRole: null },
})

test('a field that is put on one column leaves the other', () => {
  expect(placeField(settings(['email', 'role']), 1, 'email').mapping).toEqual([null, 'email'])
  expect(placeField(settings(['email', null]), 0, 'nothing').mapping).toEqual([null, null])
  expect(placeField(settings([null, null]), 1, 'skip').mapping).toEqual([null, null])
})

test('a whole name takes the place of its parts, and they that of it', () => {
  const apart = settings(['firstName', 'email', 'lastName', null])
  expect(placeField(apart, 3, 'fullName').mapping).toEqual([null, 'email', null, 'fullName'])
  expect(placeField(settings(['fullName', null]), 1, 'lastName').mapping).toEqual([null, 'lastName'])
  expect(findLacks(settings(['email', 'fullName', 'role']))).toEqual({ blocking: null, forNew: [] })
})

test('a list of addresses alone says what is missing', () => {
  const lacks = findLacks(settings(['email']))
  expect(lacks).toEqual({ blocking: 'nothing', forNew: ['firstName', 'lastName', 'role'] })
})

test('without the column that people are matched by nothing can be tried', () => {
  expect(findLacks(settings(['role', 'firstName'])).blocking).toBe('key')
  expect(findLacks({ ...settings(['email', 'firstName', 'lastName']), defaultRole: 'doctor' }).forNew).toEqual([])
})

test('numbers without a country code ask for a country, those with one don’t', () => {
  const rows = (phone: string) => [{ cells: ['a@b.org', phone] }]
  const mapped = settings(['email', 'phoneNumber'])
  expect(lacksCountry(mapped, rows('077 123 4567'))).toBe(true)
  expect(lacksCountry({ ...mapped, country: 'ZW' }, rows('077 123 4567'))).toBe(false)
  for (const phone of ['+263771234567', '00263771234567', '']) expect(lacksCountry(mapped, rows(phone))).toBe(false)
})
