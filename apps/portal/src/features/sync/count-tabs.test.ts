import { expect, test } from 'vitest'
import type { Overview, SubscriberStatus } from '@/trpc/routers'
import { countTabs } from './count-tabs'

const status: SubscriberStatus = {
  ...{ subscriber: 'clinical', users: 1, applied: 1, superseded: 0, parked: 0, retrying: 0 },
  ...{ lastEventAt: null, lastAppliedAt: null, lastArrivalMs: null, throughputPerMinute: 0, consuming: true },
  arrivalMs: { p50: null, p95: null },
  reconcile: { running: false, done: 0, total: 0, run: null, last: null },
}
const overview: Overview = {
  at: '2027-01-01T00:00:00.000Z',
  directory: { users: 1, lastPosition: null, lastEventAt: null },
  outbox: { depth: 0, interactive: 0, bulk: 0, held: 0, oldestAt: null, oldestSeconds: 0 },
  ...{ subscribers: [], queuesShown: true, relay: { publishedTotal: 0, lastPublishedAt: null, lastError: null } },
  ...{ held: { waiting: 0, people: 0 }, malformed: 0 },
}
const well = { status, unreachable: false, isPaused: false }

test('tabs behind which nothing waits say nothing', () => {
  expect(countTabs(overview, [well, well])).toEqual({})
  expect(countTabs(null, [])).toEqual({})
})

test('parked events of both subscribers and malformed rows are one number; holds, pauses and runs have their own', () => {
  const busy = { ...status, parked: 2, reconcile: { ...status.reconcile, running: true } }
  const subscribers = [
    { ...well, status: busy, isPaused: true },
    { ...well, status: { ...status, parked: 1 } },
  ]
  expect(countTabs({ ...overview, malformed: 1, held: { waiting: 1, people: 45 } }, subscribers)).toEqual({
    queues: { count: 1, tone: 'grey' },
    parked: { count: 4, tone: 'red' },
    reconcile: { count: 1, tone: 'blue' },
    held: { count: 1, tone: 'violet' },
  })
})

test('what a silent subscriber told last is not counted', () => {
  const silent = { status: { ...status, parked: 5 }, unreachable: true, isPaused: false }
  expect(countTabs(overview, [silent])).toEqual({})
})
