import { expect, test } from 'vitest'
import type { Overview, SubscriberStatus } from '@/trpc/routers'
import { readSubscriber, type SubscriberView } from '../sync/subscriber-view'
import { type FindingFacts, readFindings } from './read-findings'

const queue = { waiting: 0, active: 0, delayed: 0, paused: false, oldestAt: null, oldestSeconds: 0 }
const status: SubscriberStatus = {
  subscriber: 'clinical',
  users: 10,
  applied: 10,
  superseded: 0,
  parked: 0,
  retrying: 0,
  lastEventAt: null,
  lastAppliedAt: null,
  lastArrivalMs: null,
  throughputPerMinute: 0,
  arrivalMs: { p50: null, p95: null },
  consuming: true,
  reconcile: { running: false, done: 0, total: 0, last: null },
}
const overviewWith = (clinical: Partial<typeof queue> | null): Overview => ({
  at: '2026-01-01T00:00:00.000Z',
  directory: { users: 10, lastPosition: '10', lastEventAt: null },
  outbox: { depth: 0, interactive: 0, bulk: 0, held: 0, oldestAt: null, oldestSeconds: 0 },
  subscribers: [
    { name: 'clinical', queue: clinical && { ...queue, ...clinical } },
    { name: 'chat', queue: clinical && queue },
  ],
  relay: { publishedTotal: 0, lastPublishedAt: null, lastError: null },
})
const viewsOf = (
  overview: Overview,
  changes: Partial<SubscriberStatus> = {},
  unreachable = false,
): SubscriberView[] => [
  readSubscriber({ name: 'clinical', overview, status: { ...status, ...changes }, unreachable }),
  readSubscriber({ name: 'chat', overview, status, unreachable: false }),
]
const find = (overview: Overview, facts: Partial<FindingFacts> = {}) =>
  readFindings({
    directoryUnreachable: false,
    overview,
    subscribers: viewsOf(overview),
    behind: null,
    drift: {},
    ...facts,
  })

test('with nothing under way, nothing is found: everyone is everywhere', () => {
  expect(find(overviewWith({}))).toEqual([])
})

test('people who are behind are counted, and queues then say nothing more', () => {
  const behind = { count: 3, more: false, services: ['clinical' as const], oldestSeconds: 14 }
  expect(find(overviewWith({ waiting: 3, oldestSeconds: 14 }), { behind })).toEqual([{ kind: 'behind', ...behind }])
})

test('what waits for too long is told even when nobody who changed last is behind', () => {
  expect(find(overviewWith({ waiting: 1, oldestSeconds: 14 }))).toEqual([
    { kind: 'waiting', services: ['clinical'], oldestSeconds: 14 },
  ])
})

test('who waits is told before why: a service that does not answer, with what waits for it', () => {
  const overview = overviewWith({ waiting: 2, oldestSeconds: 9 })
  const behind = { count: 1, more: false, services: ['clinical' as const], oldestSeconds: 9 }
  const findings = find(overview, { subscribers: viewsOf(overview, { parked: 4 }, true), behind })
  expect(findings.map(({ kind }) => kind)).toEqual(['behind', 'unreachable'])
  expect(findings[1]).toEqual({ kind: 'unreachable', service: 'clinical', messages: 2, oldestSeconds: 9 })
})

test('a difference counts as drift only while nothing is on its way', () => {
  const drift = { clinical: 2 }
  expect(find(overviewWith({}), { drift })).toEqual([{ kind: 'drift', service: 'clinical', buckets: 2 }])
  expect(find(overviewWith({ active: 1 }), { drift })).toEqual([])
})

test('a bus that does not answer, a consumer that stands still and a pause are each told', () => {
  expect(find(overviewWith(null))).toEqual([{ kind: 'bus-unreachable' }])
  const standing = overviewWith({ waiting: 1, oldestSeconds: 1 })
  expect(find(standing, { subscribers: viewsOf(standing, { consuming: false }) })).toEqual([
    { kind: 'stuck', service: 'clinical' },
  ])
  expect(find(overviewWith({ waiting: 4, paused: true }))).toEqual([
    { kind: 'paused', service: 'clinical', messages: 4 },
  ])
})
