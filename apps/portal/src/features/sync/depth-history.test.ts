import { expect, test } from 'vitest'
import type { Overview } from '@/trpc/routers'
import { createDepthHistory, keptMs, peaksByMinute } from './depth-history'

const queue = { active: 0, delayed: 0, paused: false, missed: false, oldestAt: null, oldestSeconds: 0 }
const overviewOf = (outbox: number, clinical: number): Overview => ({
  at: '2026-01-01T00:00:00.000Z',
  directory: { users: 1, lastPosition: null, lastEventAt: null },
  outbox: { depth: outbox, interactive: outbox, bulk: 0, held: 0, oldestAt: null, oldestSeconds: 0 },
  subscribers: [
    { name: 'clinical', queue: { ...queue, waiting: clinical }, paused: null },
    { name: 'chat', queue: null, paused: null },
  ],
  queuesShown: true,
  relay: { publishedTotal: 0, lastPublishedAt: null, lastError: null },
  held: { waiting: 0, people: 0 },
  malformed: 0,
})

test('only the last ten minutes are kept', () => {
  const history = createDepthHistory()
  history.add(0, overviewOf(1, 1))
  history.add(keptMs - 1, overviewOf(2, 2))
  history.add(keptMs, overviewOf(3, 3))
  expect(history.read().map(({ outbox }) => outbox)).toEqual([2, 3])
})

test('what nobody told is a gap and not a zero', () => {
  const history = createDepthHistory()
  history.add(1, overviewOf(4, 2))
  history.add(2, null)
  expect(history.read()).toEqual([
    { at: 1, outbox: 4, clinical: 2, chat: null },
    { at: 2, outbox: null, clinical: null, chat: null },
  ])
})

test('a minute is told by its highest depths', () => {
  const samples = [
    { at: 60_000, outbox: 3, clinical: null, chat: 0 },
    { at: 90_000, outbox: 1, clinical: 7, chat: null },
    { at: 120_000, outbox: 0, clinical: 0, chat: 0 },
  ]
  expect(peaksByMinute(samples)).toEqual([
    { minute: 60_000, outbox: 3, clinical: 7, chat: 0 },
    { minute: 120_000, outbox: 0, clinical: 0, chat: 0 },
  ])
})
