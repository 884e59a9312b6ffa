import { expect, test } from 'vitest'
import { profileState } from './profile-state'

const user = { version: 7, updatedAt: '2026-01-01T00:00:00.000Z' }
const after = (ms: number) => Date.parse(user.updatedAt) + ms

test('a cached version that is the directory’s or newer is in sync, and so is what is not cached', () => {
  expect(profileState(7, user, after(60_000))).toBe('in-sync')
  expect(profileState(8, user, after(60_000))).toBe('in-sync')
  expect(profileState(null, user, after(60_000))).toBe('in-sync')
})

test('an older version is on its way for five seconds, then late', () => {
  expect(profileState(6, user, after(5000))).toBe('on-its-way')
  expect(profileState(6, user, after(5001))).toBe('late')
})
