import { expect, test } from 'vitest'
import { countDeeds, type Hold, hindranceOf, shareOf, someHadLeft, splitHolds } from './read-hold'

const holdWith = (changes: Partial<Hold> = {}): Hold => ({
  ...{ id: 'hold', openedAt: '2027-01-01T00:00:00.000Z', lastAt: '2027-01-01T00:01:00.000Z', causedBy: [] },
  ...{ people: 30, activeBefore: 120, state: 'waiting', decidedAt: null, decidedBy: null },
  ...{ mayApprove: false, approveFrom: null, whyNot: null, sample: [] },
  ...changes,
})

test('whoever may approve is told nothing else, and whoever may not is told why', () => {
  expect(hindranceOf(holdWith({ mayApprove: true }), true)).toBeNull()
  expect(hindranceOf(holdWith({ mayApprove: true }), false)).toEqual({ kind: 'role' })
  expect(hindranceOf(holdWith(), true)).toEqual({ kind: 'causer' })
  const from = '2027-01-01T00:31:00.000Z'
  expect(hindranceOf(holdWith({ approveFrom: from }), true)).toEqual({ kind: 'delay', from })
})

test('the share of an organisation is never more than all of it, and unknown where nobody was active', () => {
  expect(shareOf({ people: 30, activeBefore: 120 })).toBe(0.25)
  expect(shareOf({ people: 130, activeBefore: 120 })).toBe(1)
  expect(shareOf({ people: 1, activeBefore: 0 })).toBeNull()
})

test('a hold of fewer people than the limit speaks of tells that others had left before', () => {
  const brake = { share: 0.2, count: 10, windowMinutes: 60, approvalDelayMinutes: 30 }
  expect(someHadLeft({ people: 16, activeBefore: 250 }, brake)).toBe(true)
  expect(someHadLeft({ people: 9, activeBefore: 20 }, brake)).toBe(true)
  expect(someHadLeft({ people: 66, activeBefore: 250 }, brake)).toBe(false)
  expect(someHadLeft({ people: 16, activeBefore: 250 }, undefined)).toBe(false)
})

test('what waits stands apart from what was decided', () => {
  const decided = holdWith({ id: 'old', state: 'rejected' })
  const { waiting, decided: done } = splitHolds([holdWith(), decided])
  expect(waiting.map(({ id }) => id)).toEqual(['hold'])
  expect(done.map(({ id }) => id)).toEqual(['old'])
})

test('a hold tells what was done to the people it is about', () => {
  const person = { userId: 'a', fullName: 'A', role: 'nurse' } as const
  expect(countDeeds(holdWith({ sample: [{ ...person, change: 'deleted' }] }))).toEqual({
    ...{ deactivated: false, deleted: true },
  })
})
