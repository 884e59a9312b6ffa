import { expect, test } from 'vitest'
import type { SubscriberVersion, User } from '@/trpc/routers'
import type { SubscriberView } from '../sync/subscriber-view'
import { countBehind, readRecentChanges } from './people-behind'

const nowMs = Date.parse('2026-01-01T00:00:20.000Z')
const userOf = (id: string, version: number): User => ({
  id,
  email: `${id}@rollcall.test`,
  firstName: 'Tendai',
  lastName: 'Moyo',
  role: 'nurse',
  phoneNumber: null,
  isActive: true,
  mustChangePassword: false,
  avatar: null,
  matricule: null,
  ministere: null,
  sexe: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:06.000Z',
  deletedAt: null,
  version,
})
const viewOf = (name: 'clinical' | 'chat', changes: Partial<SubscriberView> = {}): SubscriberView => ({
  name,
  state: 'in-sync',
  queue: null,
  status: null,
  unreachable: false,
  pending: 0,
  lagSeconds: 0,
  ...changes,
})
const heldOf = (versions: Record<string, number | null>) =>
  new Map<string, SubscriberVersion>(
    Object.entries(versions).map(([userId, version]) => [
      userId,
      { userId, version, state: version === null ? 'not_cached' : 'present', eventAt: null, syncedAt: null },
    ]),
  )
const users = [userOf('a', 2), userOf('b', 5)]

function count(
  clinical: Record<string, number | null>,
  chat: Record<string, number | null>,
  views = [viewOf('clinical'), viewOf('chat')],
) {
  const held = { clinical: heldOf(clinical), chat: heldOf(chat) }
  return countBehind(readRecentChanges({ users, held, subscribers: views, overview: null, nowMs }), views, {
    all: true,
    nowMs,
  })
}

test('a person is behind where a subscriber has an older version, and counted once', () => {
  expect(count({ a: 1, b: 5 }, { a: 1, b: 5 })).toEqual({
    count: 1,
    more: false,
    services: ['clinical', 'chat'],
    oldestSeconds: 14,
  })
})

test('who is not cached is read on demand and so not behind', () => {
  expect(count({ a: 2, b: 5 }, { a: null, b: null }).count).toBe(0)
})

test('the waiting time that the services measured is preferred to the browser’s clock', () => {
  const views = [viewOf('clinical', { lagSeconds: 9.5 }), viewOf('chat')]
  expect(count({ a: 2, b: 4 }, { a: 2, b: 5 }, views).oldestSeconds).toBe(9.5)
})

test('a subscriber that has not answered yet makes nobody behind', () => {
  expect(count({}, { a: 2, b: 5 }).count).toBe(0)
})

test('a subscriber that does not answer lacks what was written since the oldest message that waits for it', () => {
  const queue = { waiting: 1, active: 0, delayed: 0, paused: false, oldestSeconds: 14 }
  const away = (oldestAt: string) => [
    viewOf('clinical', { unreachable: true, queue: { ...queue, oldestAt }, lagSeconds: 14 }),
    viewOf('chat'),
  ]
  const since = (oldestAt: string) => count({}, { a: 2, b: 5 }, away(oldestAt))
  expect(since('2026-01-01T00:00:06.020Z')).toEqual({
    count: 2,
    more: false,
    services: ['clinical'],
    oldestSeconds: 14,
  })
  expect(since('2026-01-01T00:00:09.000Z').count).toBe(0)
})

test('when all who were looked at are behind, there may be more', () => {
  const held = { clinical: heldOf({ a: 1, b: 1 }), chat: null }
  const views = [viewOf('clinical')]
  const changes = readRecentChanges({ users, held, subscribers: views, overview: null, nowMs })
  expect(countBehind(changes, views, { all: false, nowMs }).more).toBe(true)
  expect(countBehind(changes, views, { all: true, nowMs }).more).toBe(false)
})
