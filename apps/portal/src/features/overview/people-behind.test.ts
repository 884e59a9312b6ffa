import { expect, test } from 'vitest'
import type { MatrixItem, Standing, User } from '@/trpc/routers'
import { arrivalOf } from '../../components/arrival-state'
import type { SubscriberView } from '../sync/subscriber-view'
import type { Arrival, Arrivals } from '../users/use-arrivals'
import { countBehind, readRecentChanges, withAway } from './people-behind'

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
  queueHidden: false,
  pause: null,
  isPaused: false,
  status: null,
  unreachable: false,
  pending: 0,
  lagSeconds: 0,
  ...changes,
})
type State = Standing['state']
const arrivalIn = (name: Standing['name'], state: State | undefined): Arrival => {
  if (!state) return { state: null, standing: null }
  const standing: Standing = { name, version: 1, state, since: null, reason: null, parked: null, arrivalMs: null }
  return { state: arrivalOf(standing), standing }
}
const users = [userOf('a', 2), userOf('b', 5)]
const bothViews = [viewOf('clinical'), viewOf('chat')]

type States = Record<string, State>
function changesWith(clinical: States, chat: States, views = bothViews) {
  const arrivalsOf = ({ id }: User): Arrivals => ({
    clinical: arrivalIn('clinical', clinical[id]),
    chat: arrivalIn('chat', chat[id]),
    item: null,
  })
  return readRecentChanges({ users, arrivalsOf, subscribers: views, overview: null })
}
const count = (clinical: States, chat: States, views = bothViews) =>
  countBehind(changesWith(clinical, chat, views), views, { all: true, nowMs })

test('a person is behind where the newest version is under way, and counted once', () => {
  expect(count({ a: 'late', b: 'in_sync' }, { a: 'on_its_way', b: 'in_sync' })).toEqual({
    count: 1,
    more: false,
    services: ['clinical', 'chat'],
    oldestSeconds: 14,
  })
})

test('who is not cached is read on demand and so not behind', () => {
  expect(count({ a: 'in_sync', b: 'in_sync' }, { a: 'not_cached', b: 'not_cached' }).count).toBe(0)
})

test('who is held, parked or behind a pause waits for a person and not for the road', () => {
  expect(count({ a: 'held', b: 'parked' }, { a: 'held', b: 'in_sync' }).count).toBe(0)
  expect(count({ a: 'paused' }, {}).count).toBe(0)
})

test('the waiting time that the services measured is preferred to the browser’s clock', () => {
  const views = [viewOf('clinical', { lagSeconds: 9.5 }), viewOf('chat')]
  expect(count({ b: 'late' }, {}, views).oldestSeconds).toBe(9.5)
})

test('a subscriber that has not answered yet makes nobody behind', () => {
  expect(count({}, { a: 'in_sync', b: 'in_sync' }).count).toBe(0)
})

test('a subscriber that does not answer lacks what was written since the oldest message that waits for it', () => {
  const queue = { waiting: 1, active: 0, delayed: 0, paused: false, missed: false, oldestSeconds: 14 }
  const away = (oldestAt: string) => [
    viewOf('clinical', { unreachable: true, queue: { ...queue, oldestAt }, lagSeconds: 14 }),
    viewOf('chat'),
  ]
  const states: States = { a: 'unreachable', b: 'unreachable' }
  const since = (oldestAt: string) => count(states, {}, away(oldestAt))
  expect(since('2026-01-01T00:00:06.020Z')).toEqual({
    count: 2,
    more: false,
    services: ['clinical'],
    oldestSeconds: 14,
  })
  expect(since('2026-01-01T00:00:09.000Z').count).toBe(0)
})

test('when all who were looked at are behind, there may be more', () => {
  const changes = changesWith({ a: 'late', b: 'late' }, {})
  expect(countBehind(changes, bothViews, { all: false, nowMs }).more).toBe(true)
  expect(countBehind(changes, bothViews, { all: true, nowMs }).more).toBe(false)
})

test('a service that the matrix could not ask is away, whatever its stream told last', () => {
  const { standing } = arrivalIn('chat', 'unreachable')
  const item: MatrixItem = {
    userId: 'a',
    version: 2,
    changedAt: '',
    held: null,
    subscribers: standing ? [standing] : [],
  }
  expect(withAway(bothViews, [item]).map(({ state }) => state)).toEqual(['in-sync', 'unreachable'])
  expect(withAway(bothViews, [])).toEqual(bothViews)
})
