import { describe, expect, test } from 'vitest'
import type { Overview, SubscriberStatus } from '@/trpc/routers'
import { outboxState, readSubscriber } from './subscriber-view'

const idleQueue = { waiting: 0, active: 0, delayed: 0, paused: false, missed: false, oldestAt: null, oldestSeconds: 0 }
const idleOutbox = { depth: 0, interactive: 0, bulk: 0, held: 0, oldestAt: null, oldestSeconds: 0 }

function overviewWith(
  outbox: Partial<Overview['outbox']> = {},
  queue: Partial<typeof idleQueue> | null = {},
): Overview {
  return {
    at: '2026-01-01T00:00:00.000Z',
    directory: { users: 10, lastPosition: '10', lastEventAt: null },
    outbox: { ...idleOutbox, ...outbox },
    subscribers: [{ name: 'clinical', queue: queue && { ...idleQueue, ...queue }, paused: null }],
    queuesShown: true,
    relay: { publishedTotal: 0, lastPublishedAt: null, lastError: null },
    held: { waiting: 0, people: 0 },
    malformed: 0,
  }
}

function statusWith(changes: Partial<SubscriberStatus> = {}): SubscriberStatus {
  return {
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
    ...changes,
  }
}

const read = (overview: Overview | null, status: SubscriberStatus | null = statusWith(), unreachable = false) =>
  readSubscriber({ name: 'clinical', overview, status, unreachable })

describe('the state of a subscriber', () => {
  test('is in sync only when outbox, queue and retries are empty', () => {
    expect(read(overviewWith()).state).toBe('in-sync')
    expect(read(overviewWith({ interactive: 1 })).state).toBe('on-its-way')
    expect(read(overviewWith({}, { active: 1 })).state).toBe('on-its-way')
    expect(read(overviewWith(), statusWith({ retrying: 1 })).state).toBe('on-its-way')
  })

  test('is late once the oldest change has waited for more than 5 seconds, wherever it waits', () => {
    expect(read(overviewWith({}, { waiting: 1, oldestSeconds: 5 })).state).toBe('on-its-way')
    expect(read(overviewWith({}, { waiting: 1, oldestSeconds: 5.1 })).state).toBe('late')
    expect(read(overviewWith({ bulk: 3, oldestSeconds: 14 })).lagSeconds).toBe(14)
  })

  test('names what needs a person before what only takes time', () => {
    const busy = overviewWith({}, { waiting: 9, oldestSeconds: 90, paused: true })
    expect(read(busy).state).toBe('paused')
    expect(read(busy, statusWith({ parked: 1 })).state).toBe('parked')
    expect(read(busy, statusWith({ parked: 1 }), true).state).toBe('unreachable')
  })

  test('is paused as soon as a person has said so, even while the bus does not answer', () => {
    const told = overviewWith({}, null)
    const paused = { at: '2026-01-01T00:00:00.000Z', by: 'Farai Ncube', reason: null }
    const view = read({ ...told, subscribers: told.subscribers.map((one) => ({ ...one, paused })) })
    expect(view).toMatchObject({ state: 'paused', isPaused: true, pause: paused })
  })

  test('is told from the outbox where the queue is the platform’s to know', () => {
    const hidden = (outbox: Partial<Overview['outbox']>) => ({ ...overviewWith(outbox, null), queuesShown: false })
    expect(read(hidden({}))).toMatchObject({ state: 'in-sync', pending: null, queueHidden: true })
    expect(read(hidden({ interactive: 1, oldestSeconds: 9 }))).toMatchObject({ state: 'late', lagSeconds: 9 })
  })

  test('is never called in sync while the directory or the bus does not answer', () => {
    expect(read(null).state).toBeNull()
    expect(read(overviewWith({}, null)).state).toBeNull()
    expect(read(overviewWith(), null).state).toBeNull()
  })
})

test('changes that the brake holds leave the outbox held, not late', () => {
  expect(outboxState({ ...idleOutbox, depth: 40, held: 40 })).toBe('held')
  expect(outboxState({ ...idleOutbox, depth: 41, held: 40, interactive: 1 })).toBe('on-its-way')
})
