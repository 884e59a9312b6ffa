import { expect, test } from 'vitest'
import { outboxHealth, syncHealth } from './sync-health'

test.each([
  [null, { state: 'unreachable', count: null }],
  [
    { behind: 0, parked: 0 },
    { state: 'in-sync', count: null },
  ],
  [
    { behind: null, parked: 0 },
    { state: 'in-sync', count: null },
  ],
  [
    { behind: 3, parked: 0 },
    { state: 'on-its-way', count: 3 },
  ],
  [
    { behind: 3, parked: 2 },
    { state: 'parked', count: 2 },
  ],
])('a subscriber that tells %j shows the worst of it', (lag, health) => {
  expect(syncHealth(lag)).toEqual(health)
})

test('what the brake holds counts before what is merely waiting', () => {
  expect(outboxHealth({ outbox: 5, held: 4 })).toEqual({ state: 'held', count: 4 })
  expect(outboxHealth({ outbox: 5, held: 0 })).toEqual({ state: 'on-its-way', count: 5 })
  expect(outboxHealth({ outbox: 0, held: 0 })).toEqual({ state: 'in-sync', count: null })
})
