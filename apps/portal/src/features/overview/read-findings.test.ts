import { expect, test } from 'vitest'
import type { Overview, SubscriberStatus } from '@/trpc/routers'
import { readSubscriber, type SubscriberView } from '../sync/subscriber-view'
import { type FindingFacts, hrefOf, readFindings } from './read-findings'

const queue = { waiting: 0, active: 0, delayed: 0, paused: false, missed: false, oldestAt: null, oldestSeconds: 0 }
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
  reconcile: { running: false, done: 0, total: 0, run: null, last: null },
}
const overviewWith = (clinical: Partial<typeof queue> | null): Overview => ({
  at: '2026-01-01T00:00:00.000Z',
  directory: { users: 10, lastPosition: '10', lastEventAt: null },
  outbox: { depth: 0, interactive: 0, bulk: 0, held: 0, oldestAt: null, oldestSeconds: 0 },
  subscribers: [
    { name: 'clinical', queue: clinical && { ...queue, ...clinical }, paused: null },
    { name: 'chat', queue: clinical && queue, paused: null },
  ],
  queuesShown: true,
  relay: { publishedTotal: 0, lastPublishedAt: null, lastError: null },
  held: { waiting: 0, people: 0 },
  malformed: 0,
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
    { kind: 'paused', service: 'clinical', messages: 4, by: null, reason: null },
  ])
})

test('what the brake holds comes first: it waits for a decision, while the rest may arrive by itself', () => {
  const behind = { count: 3, more: false, services: ['clinical' as const], oldestSeconds: 14 }
  const overview = { ...overviewWith({}), held: { waiting: 1, people: 240 } }
  const findings = find(overview, { behind })
  expect(findings[0]).toEqual({ kind: 'held', people: 240 })
  expect(findings.map(hrefOf)).toEqual(['/sync?tab=held', '/users?sync=waiting'])
})

test('who paused a queue, and why, is told before the bus has heard of it', () => {
  const overview = overviewWith({})
  const paused = { at: overview.at, by: 'Farai Ncube', reason: 'Upgrade' }
  const subscribers = overview.subscribers.map((subscriber) => ({ ...subscriber, paused }))
  expect(find({ ...overview, subscribers })[0]).toEqual({
    kind: 'paused',
    service: 'clinical',
    messages: 0,
    by: 'Farai Ncube',
    reason: 'Upgrade',
  })
})

test('what a full queue left out and rows that name no event are told, each with its tab', () => {
  const findings = find({ ...overviewWith({ missed: true }), malformed: 2 })
  expect(findings).toEqual([
    { kind: 'missed', service: 'clinical' },
    { kind: 'malformed', count: 2 },
  ])
  expect(findings.map(hrefOf)).toEqual(['/sync?tab=reconcile', '/sync?tab=parked&service=outbox'])
})

test('a parked change leads to its letters', () => {
  const overview = overviewWith({})
  const [parked] = find(overview, { subscribers: viewsOf(overview, { parked: 1 }) })
  expect(parked && hrefOf(parked)).toBe('/sync?tab=parked&service=clinical')
})
