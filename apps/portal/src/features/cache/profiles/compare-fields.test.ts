import { expect, test } from 'vitest'
import type { User } from '@/trpc/routers'
import { compareFields } from './compare-fields'

const user: User = {
  id: '0192f000-0000-7000-8000-000000000102',
  email: 'tendai.moyo@rollcall.test',
  firstName: 'Tendai',
  lastName: 'Moyo',
  role: 'doctor',
  phoneNumber: null,
  isActive: true,
  mustChangePassword: false,
  avatar: null,
  matricule: 'ZW-102',
  ministere: null,
  sexe: 'F',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-02T00:00:00.000Z',
  deletedAt: null,
  version: 3,
}
const fields = {
  fullName: 'Tendai Moyo',
  avatar: '',
  matricule: 'ZW-102',
  ministere: '',
  sexe: 'F',
  updatedAt: String(Date.parse(user.updatedAt)),
  version: '3',
  deleted: '0',
}
const differing = (held: Record<string, string>, directory = user) =>
  compareFields({ fields: held }, directory)
    .filter(({ same }) => !same)
    .map(({ field }) => field)

test('what the cache holds of an unchanged user is the same in every field', () => {
  expect(differing(fields)).toEqual([])
})

test('each field that is behind is named', () => {
  expect(differing(fields, { ...user, lastName: 'Ncube', version: 4 })).toEqual(['fullName', 'version'])
})

test('a tombstone without personal data is what the cache should hold of a deleted user', () => {
  const deleted = { ...user, deletedAt: '2026-01-02T00:00:00.000Z' }
  const blank = { fullName: '', avatar: '', matricule: '', ministere: '', sexe: '' }
  expect(differing({ ...fields, ...blank, deleted: '1' }, deleted)).toEqual([])
  expect(differing(fields, deleted)).toEqual(['fullName', 'matricule', 'sexe', 'deleted'])
})
