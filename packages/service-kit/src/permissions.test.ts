import { expect, it } from 'vitest'
import { permissions, permissionsOf } from './permissions.js'

it('an administrator may do everything', () => {
  expect(permissionsOf('admin')).toEqual(permissions)
})

it.each(['operator', 'receptionist', 'viewer', 'doctor', 'staff'])(
  'a role of %s neither changes people nor approves removals',
  (role) => {
    expect(permissionsOf(role)).not.toContain('users.write')
    expect(permissionsOf(role)).not.toContain('sync.approve')
  },
)

it.each(['', 'root', 'toString', '__proto__', 'Admin'])('an unknown role (%s) may do nothing', (role) => {
  expect(permissionsOf(role)).toEqual([])
})
