import { expect, test } from 'vitest'
import type { User } from '@/trpc/routers'
import { changesOf, emptyForm, findFaults, formOf, likenessOf, readPhone, toInput } from './user-form-values'

const user: User = {
  id: '0192f000-0000-7000-8000-000000000102',
  email: 'rudo@rollcall.test',
  firstName: 'Rudo',
  lastName: 'Sibanda',
  role: 'doctor',
  phoneNumber: '+263771234567',
  isActive: true,
  mustChangePassword: false,
  avatar: null,
  matricule: null,
  ministere: null,
  sexe: 'F',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  deletedAt: null,
  version: 3,
}

test('an empty form names every field that is needed', () => {
  expect(Object.keys(findFaults(emptyForm))).toEqual(['firstName', 'lastName', 'email', 'role'])
})

test('a form that was only opened changes nothing', () => {
  expect(changesOf(user, toInput(formOf(user)))).toEqual({})
})

test('a phone number written in groups is the same number', () => {
  expect(changesOf(user, toInput({ ...formOf(user), phoneNumber: '+263 77 123 4567' }))).toEqual({})
})

test('a cleared field becomes null, and only what differs is sent', () => {
  expect(changesOf(user, toInput({ ...formOf(user), phoneNumber: '', firstName: ' Ruvimbo ' }))).toEqual({
    firstName: 'Ruvimbo',
    phoneNumber: null,
  })
})

test.each(['0771234567', '+12', 'call me'])('%j is not taken for a phone number of no country', (phoneNumber) => {
  expect(findFaults({ ...formOf(user), phoneNumber, phoneCountry: '' }).phoneNumber).toBe('phone')
})

test('a number without + is one of the chosen country, and one with + or 00 says its country itself', () => {
  expect(readPhone('077 123 4567', 'ZW')).toMatchObject({ e164: '+263771234567', country: 'ZW' })
  expect(readPhone('+33 6 12 34 56 78', 'ZW')).toMatchObject({ e164: '+33612345678', country: 'FR' })
  expect(readPhone('0033 6 12 34 56 78', 'ZW')).toMatchObject({ e164: '+33612345678', country: 'FR' })
  expect(findFaults({ ...formOf(user), phoneNumber: '12', phoneCountry: 'ZW' }).phoneNumber).toBe('phoneCountry')
})

test('too little is typed for a likeness until there is a whole name, an address, a number or a matricule', () => {
  expect(likenessOf({ ...emptyForm, firstName: 'Rudo' })).toBeNull()
  expect(likenessOf({ ...emptyForm, firstName: 'Rudo', lastName: 'Sibanda' })).toMatchObject({ lastName: 'Sibanda' })
  expect(likenessOf({ ...emptyForm, phoneNumber: '0771234567', phoneCountry: 'ZW' })).toMatchObject({
    phoneNumber: '+263771234567',
  })
})

test.each(['http://a.test/x.png', 'javascript:alert(1)', 'x'])('%j is not taken for a picture', (avatar) => {
  expect(findFaults({ ...formOf(user), avatar }).avatar).toBe('avatar')
})
