import { expect, it } from 'vitest'
import { permissions, permissionsOf } from './permissions.js'

const roles = ['admin', 'operator', 'receptionist', 'viewer', 'doctor', 'nurse', 'pharmacist', 'consultant', 'staff']

it('an administrator may do everything in the organisation, and of the platform only where it belongs to it', () => {
  expect(permissionsOf('admin')).toEqual(permissions.filter((permission) => permission !== 'platform.manage'))
  expect(permissionsOf('admin', { platform: true })).toEqual(permissions)
})

it.each(roles.slice(1))('a role of %s gains nothing by belonging to the platform', (role) => {
  expect(permissionsOf(role, { platform: true })).toEqual(permissionsOf(role))
  expect(permissionsOf(role)).not.toContain('platform.manage')
})

it.each(roles.slice(1))('a role of %s changes nobody, approves no removal and reads no trail', (role) => {
  for (const forbidden of ['users.write', 'users.erase', 'sync.approve', 'audit.read', 'organisation.manage'])
    expect(permissionsOf(role)).not.toContain(forbidden)
})

it('whoever writes people sees what is written: no form is filled with masked values and saved', () => {
  for (const role of roles.filter((known) => permissionsOf(known).includes('users.write')))
    expect(permissionsOf(role)).toContain('users.contact')
})

it.each(['', 'root', 'toString', '__proto__', 'Admin'])('an unknown role (%s) may do nothing', (role) => {
  expect(permissionsOf(role)).toEqual([])
  expect(permissionsOf(role, { platform: true })).toEqual([])
})
