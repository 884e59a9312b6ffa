import { expect, test } from 'vitest'
import { type ReplayRun, readScope, replaysAskAgainMs } from './read-scope'

const id = '0199a0a0-0000-7000-8000-000000000001'
const empty = { scope: 'user', user: null, event: '', since: null, until: null } as const

test('each kind of scope is read from the address', () => {
  expect(readScope({ ...empty, user: id }, 'UTC')).toEqual({ scope: { kind: 'user', userId: id } })
  expect(readScope({ ...empty, scope: 'start' }, 'UTC')).toEqual({ scope: { kind: 'start' } })
  expect(readScope({ ...empty, scope: 'event', event: ` ${id.toUpperCase()} ` }, 'UTC')).toEqual({
    scope: { kind: 'event', eventId: id },
  })
})

test("a range is told in the viewer's clock and asked for in UTC", () => {
  const range = { ...empty, scope: 'range', since: '2027-03-01T09:30', until: '2027-03-01T10:00' } as const
  expect(readScope(range, 'Africa/Harare')).toEqual({
    scope: { kind: 'range', since: '2027-03-01T07:30:00.000Z', until: '2027-03-01T08:00:00.000Z' },
  })
})

test('what is missing is named, and nothing is asked for', () => {
  expect(readScope(empty, 'UTC')).toEqual({ problem: 'user' })
  expect(readScope({ ...empty, scope: 'event', event: 'v7' }, 'UTC')).toEqual({ problem: 'event' })
  expect(readScope({ ...empty, scope: 'range' }, 'UTC')).toEqual({ problem: 'since' })
  const since = '2027-03-01T10:00'
  expect(readScope({ ...empty, scope: 'range', since }, 'UTC')).toEqual({ problem: 'until' })
  expect(readScope({ ...empty, scope: 'range', since, until: since }, 'UTC')).toEqual({ problem: 'order' })
})

const runWith = (changes: Partial<ReplayRun>): ReplayRun => ({
  ...{ id, subscriber: 'clinical', scope: { kind: 'start' }, state: 'done', error: null },
  ...{ startedAt: '2027-01-01T00:00:00.000Z', endedAt: '2027-01-01T00:01:00.000Z', startedBy: { id, name: 'A' } },
  ...{ total: 10, done: 10, ratePerSecond: 0, secondsLeft: null },
  outcome: { received: 10, applied: 0, superseded: 10, parked: 0 },
  ...changes,
})

test('runs are asked for often until they have ended and everything sent was worked off, but not for ever', () => {
  const soon = Date.parse('2027-01-01T00:01:10.000Z')
  const often = replaysAskAgainMs([runWith({ state: 'running', endedAt: null })], soon)
  const seldom = replaysAskAgainMs([runWith({})], soon)
  expect(often).toBeLessThan(seldom)
  const unsettled = runWith({ outcome: { received: 3, applied: 0, superseded: 3, parked: 0 } })
  expect(replaysAskAgainMs([unsettled], soon)).toBe(often)
  expect(replaysAskAgainMs([unsettled], soon + 3_600_000)).toBe(seldom)
  expect(replaysAskAgainMs([], soon)).toBe(seldom)
})
