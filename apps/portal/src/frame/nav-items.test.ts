import { expect, test } from 'vitest'
import type { Me } from '@/trpc/routers'
import { navItems } from './nav-items'

type Role = Me['user']['role']

const me = (role: Role, permissions: Me['permissions']): Me => ({
  user: {
    ...{
      id: 'u',
      email: 'a@b.test',
      firstName: 'A',
      lastName: 'B',
      role,
      phoneNumber: null,
      isActive: true,
      version: 1,
    },
    ...{ mustChangePassword: false, avatar: null, matricule: null, ministere: null, sexe: null, deletedAt: null },
    ...{ createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z' },
  },
  organisation: { id: 'o', name: 'O', timeZone: 'UTC', requireTwoFactor: false, isPlatform: false },
  permissions,
  twoFactor: { enabled: false, required: false },
})
const keys = (person: Me) => navItems(person).map(({ key }) => key)

test('everybody has the overview and their settings, and nothing more without a permission', () => {
  expect(keys(me('staff', []))).toEqual(['overview', 'settings'])
})

test('a permission opens its page', () => {
  expect(keys(me('viewer', ['users.read', 'cache.read']))).toEqual(['overview', 'users', 'cache', 'settings'])
})

test('any one of several permissions opens a page', () => {
  expect(keys(me('doctor', ['appointments.own']))).toContain('appointments')
  expect(keys(me('receptionist', ['appointments.read']))).toContain('appointments')
})
