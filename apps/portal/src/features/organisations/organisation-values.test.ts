import { expect, test } from 'vitest'
import { findOrganisationFaults, trimOrganisation } from './organisation-values'

const complete = {
  name: 'Ministry of Health',
  firstName: 'Rudo',
  lastName: 'Moyo',
  email: 'rudo@health.test',
  password: 'a kettle sings at dawn',
}

test('a complete form has no faults', () => {
  expect(findOrganisationFaults(complete, true)).toEqual({})
})

test('every empty field is named, and a password only where one is asked for', () => {
  const empty = { name: ' ', firstName: '', lastName: '', email: '', password: '' }
  expect(Object.keys(findOrganisationFaults(empty, true))).toEqual([
    'name',
    'firstName',
    'lastName',
    'email',
    'password',
  ])
  expect(findOrganisationFaults({ ...complete, password: '' }, false)).toEqual({})
})

test.each([
  [{ email: 'rudo' }, { email: 'email' }],
  [{ name: 'x'.repeat(121) }, { name: 'tooLong' }],
  [{ password: 'x'.repeat(129) }, { password: 'passwordLong' }],
])('%j is refused', (change, faults) => {
  expect(findOrganisationFaults({ ...complete, ...change }, true)).toEqual(faults)
})

test('spaces around a password belong to it, and around nothing else', () => {
  const spaced = Object.fromEntries(Object.entries(complete).map(([field, text]) => [field, ` ${text} `]))
  expect(trimOrganisation({ ...complete, ...spaced })).toEqual({ ...complete, password: ' a kettle sings at dawn ' })
})
