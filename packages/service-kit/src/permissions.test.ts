import { expect, it } from 'vitest'
import { permissions, permissionsOf } from './permissions.js'

it('an administrator may do everything', () => {
  expect(permissionsOf('admin')).toEqual(permissions)
})

it.each(['operator', 'receptionist', 'viewer', 'doctor', 'staff'])('a role of %s does not change people', (role) => {
  expect(permissionsOf(role)).not.toContain('users.write')
})

it.each(['', 'root', 'toString', '__proto__', 'Admin'])('an unknown role (%s) may do nothing', (role) => {
  expect(permissionsOf(role)).toEqual([])
})
