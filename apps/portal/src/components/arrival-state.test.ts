import { expect, test } from 'vitest'
import type { MatrixItem, Standing } from '@/trpc/routers'
import { arrivalOf, withNewest } from './arrival-state'

const standingOf = (state: Standing['state']): Standing => ({
  name: 'clinical',
  version: 7,
  state,
  since: null,
  reason: null,
  parked: null,
  arrivalMs: null,
})
const itemOf = (state: Standing['state']): MatrixItem => ({
  userId: 'a',
  version: 7,
  changedAt: '2026-01-01T00:00:00.000Z',
  held: null,
  subscribers: [standingOf(state)],
})
const statesOf = (item: MatrixItem) => item.subscribers.map(arrivalOf)

test.each([
  ['in_sync', 'in-sync'],
  ['on_its_way', 'on-its-way'],
  ['late', 'late'],
  ['parked', 'parked'],
  ['held', 'held'],
  ['paused', 'paused'],
  ['unreachable', 'unreachable'],
] as const)('%s is said as %s', (state, word) => {
  expect(arrivalOf(standingOf(state))).toBe(word)
})

test('what is not cached is read on demand and cannot be late', () => {
  expect(arrivalOf(standingOf('not_cached'))).toBe('in-sync')
})

test('a change that is still being retried is late, not parked', () => {
  const parked = { id: '1', error: 'refused', attempts: 2, since: '2026-01-01T00:00:00.000Z' }
  const standing = standingOf('parked')
  expect(arrivalOf({ ...standing, parked: { ...parked, state: 'retrying' } })).toBe('late')
  expect(arrivalOf({ ...standing, parked: { ...parked, state: 'parked' } })).toBe('parked')
})

test('an answer from before the newest version is known does not call it in sync', () => {
  const newer = withNewest(itemOf('in_sync'), 8)
  expect(newer.version).toBe(8)
  expect(statesOf(newer)).toEqual(['on-its-way'])
  expect(statesOf(withNewest(itemOf('unreachable'), 8))).toEqual(['unreachable'])
})

test('an answer that knows the newest version, or a newer one, is kept as it is', () => {
  const item = itemOf('parked')
  expect(withNewest(item, 7)).toBe(item)
  expect(withNewest(item, 6)).toBe(item)
})
