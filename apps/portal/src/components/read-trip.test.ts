import { expect, test } from 'vitest'
import type { Trip, TripSubscriber } from '@/trpc/routers'
import { readTrip, tripAskAgainMs } from './read-trip'

const at = (ms: number) => new Date(Date.parse('2026-01-01T00:00:00.000Z') + ms).toISOString()
const subscriber = (changes: Partial<TripSubscriber> = {}): TripSubscriber => ({
  name: 'clinical',
  state: 'applied',
  steps: [],
  totalMs: null,
  ...changes,
})
const tripOf = (changes: Partial<Trip> = {}): Trip => ({
  event: {
    eventId: 'e',
    position: 1,
    eventType: 'user.updated',
    userId: 'a',
    userVersion: 7,
    fullName: 'Tendai Moyo',
    actor: { id: 'b', kind: 'user', name: null },
    changes: {},
    committedAt: at(0),
  },
  held: null,
  publishedAt: at(3),
  lane: 'interactive',
  subscribers: [subscriber()],
  ...changes,
})

test('steps are told in the order they happened, as the time since the write', () => {
  const steps: TripSubscriber['steps'] = [
    { kind: 'applied', at: at(2010), attempt: 2 },
    { kind: 'received', at: at(9), attempt: 1 },
    { kind: 'failed', at: at(12), attempt: 1, error: 'refused' },
    { kind: 'received', at: at(2005), attempt: 2 },
  ]
  const view = readTrip(tripOf({ subscribers: [subscriber({ steps, totalMs: 2010 })] }))
  expect(view.publishedMs).toBe(3)
  expect(view.ends[0]?.steps.map(({ kind, sinceMs }) => [kind, sinceMs])).toEqual([
    ['received', 9],
    ['failed', 12],
    ['received', 2005],
    ['applied', 2010],
  ])
  expect(view.ends[0]?.attempts).toBe(2)
})

test('the bus is never told to have it after a subscriber had it', () => {
  const steps: TripSubscriber['steps'] = [{ kind: 'received', at: at(22), attempt: 1 }]
  expect(readTrip(tripOf({ publishedAt: at(38), subscribers: [subscriber({ steps })] })).publishedMs).toBe(22)
})

test('a clock that is behind puts nothing before the write', () => {
  const view = readTrip(
    tripOf({ publishedAt: at(-2), subscribers: [subscriber({ steps: [{ kind: 'applied', at: at(-5) }] })] }),
  )
  expect(view.publishedMs).toBe(0)
  expect(view.ends[0]?.steps[0]?.sinceMs).toBe(0)
})

test('what the brake holds or has withdrawn is told as that, not as on its way', () => {
  const waiting = [subscriber({ state: 'waiting' })]
  const stateWith = (state: 'waiting' | 'approved' | 'rejected') =>
    readTrip(tripOf({ publishedAt: null, held: { holdId: 'h', since: at(0), state }, subscribers: waiting })).ends[0]
      ?.state
  expect([stateWith('waiting'), stateWith('rejected'), stateWith('approved')]).toEqual(['held', 'rejected', 'waiting'])
})

test('a trip is asked for again soon while it moves, seldom while it stands, and not once it has ended', () => {
  const askWith = (...states: TripSubscriber['state'][]) =>
    tripAskAgainMs(tripOf({ subscribers: states.map((state) => subscriber({ state })) }))
  expect(askWith('applied', 'superseded')).toBe(false)
  expect(askWith('applied', 'discarded')).toBe(false)
  expect(askWith('applied', 'waiting')).toBe(1000)
  expect(askWith('parked', 'retrying')).toBe(1000)
  expect(askWith('applied', 'parked')).toBe(10_000)
})
