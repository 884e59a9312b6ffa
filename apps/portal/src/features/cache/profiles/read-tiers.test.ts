import { expect, test } from 'vitest'
import type { Inspected } from './compare-fields'
import { holdsAnything, readTiers } from './read-tiers'

const held: Inspected = {
  key: 'user:profile:0192f000-0000-7000-8000-000000000102',
  exists: true,
  fields: {},
  ttlSeconds: 600_000,
  redis: { state: 'profile', version: 7, origin: 'event', ageSeconds: 90 },
  near: { state: 'profile', version: 7, ageMs: 1500 },
  marker: { unknown: false, ttlSeconds: null },
  directory: { state: 'profile', version: 7 },
  wouldReturn: { answer: 'profile', from: 'near', version: 7 },
}
const statesOf = (changes: Partial<Inspected>) => readTiers({ ...held, ...changes }).map(({ state }) => state)

test('the tiers stand in the order in which a read asks them, with what is known of each', () => {
  expect(readTiers(held)).toMatchObject([
    { tier: 'near', version: 7, ageSeconds: 1.5, ttlSeconds: null, origin: null },
    { tier: 'redis', version: 7, ageSeconds: 90, ttlSeconds: 600_000, origin: 'event' },
    { tier: 'marker', version: null },
    { tier: 'directory', version: 7 },
  ])
})

test('a tier with an older version than the directory is behind, and one that is level or newer is not', () => {
  expect(statesOf({})).toEqual(['profile', 'profile', 'absent', 'profile'])
  expect(statesOf({ directory: { state: 'profile', version: 8 } })).toEqual(['behind', 'behind', 'absent', 'profile'])
  expect(statesOf({ directory: { state: 'profile', version: 6 } })).not.toContain('behind')
  expect(statesOf({ directory: { state: 'unreachable', version: null } })).not.toContain('behind')
})

test('an id that is remembered as unknown says so', () => {
  expect(statesOf({ marker: { unknown: true, ttlSeconds: 12 } })[2]).toBe('marked')
})

test('there is something to invalidate while any tier holds something', () => {
  const near = { state: 'absent', version: null, ageMs: null } as const
  const empty: Inspected = { ...held, exists: false, near, redis: { ...held.redis, state: 'absent', version: null } }
  expect(holdsAnything(empty)).toBe(false)
  expect(holdsAnything({ ...empty, marker: { unknown: true, ttlSeconds: 9 } })).toBe(true)
  expect(holdsAnything({ ...empty, near: held.near })).toBe(true)
  expect(holdsAnything({ ...empty, redis: { ...empty.redis, state: 'corrupt' } })).toBe(true)
})
