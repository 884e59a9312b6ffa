import { expect, test } from 'vitest'
import type { Overview } from '@/trpc/routers'
import { standingOf } from './standing-of'

const overview: Overview = {
  at: '2026-01-01T00:00:00.000Z',
  directory: { users: 10, lastPosition: '10', lastEventAt: null },
  outbox: { depth: 0, interactive: 0, bulk: 0, held: 0, oldestAt: null, oldestSeconds: 0 },
  subscribers: [{ name: 'clinical', queue: null, paused: null }],
  queuesShown: true,
  relay: { publishedTotal: 0, lastPublishedAt: null, lastError: null },
  held: { waiting: 0, people: 0 },
  malformed: 0,
}
const told = (changes: Partial<Overview>) =>
  standingOf({ source: 'directory', kind: 'overview', overview: { ...overview, ...changes } })

test('what only flows past is no news of how the road stands', () => {
  const depth = { ...overview.outbox, depth: 40, interactive: 40 }
  expect(told({ outbox: depth, at: '2026-01-01T00:00:05.000Z' })).toBe(told({}))
})

test('a hold, a malformed row and a pause are', () => {
  const [clinical] = overview.subscribers
  const paused = { at: overview.at, by: 'Farai Ncube', reason: null }
  expect(told({ held: { waiting: 1, people: 12 } })).not.toBe(told({}))
  expect(told({ malformed: 1 })).not.toBe(told({}))
  expect(clinical && told({ subscribers: [{ ...clinical, paused }] })).not.toBe(told({}))
})

test('who changed is told by other means', () => {
  expect(standingOf({ source: 'chat', kind: 'applied', count: 1, userIds: ['a'], truncated: false })).toBeNull()
})
