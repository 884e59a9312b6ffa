import { createEventBus } from '@rollcall/event-bus/create-event-bus'
import { sampleKeys } from '@rollcall/event-bus/test-support/sample-keys'
import { createLogger } from '@rollcall/service-kit/logger'
import { createPool } from '@rollcall/service-kit/postgres'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AuthFixture, clinic, elsewhere, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'
import { type SubscriberServer, startSubscriberServer } from '../fixtures/subscriber-server.js'
import { publishPending } from '../relay/publish-pending.js'

const logger = createLogger({ service: 'auth-service', level: 'silent' })
const limits = { events: 500, bytes: 1e7, batchEvents: 500, batchBytes: 1e7 }
let service: AuthFixture
let clinical: SubscriberServer
let chat: SubscriberServer
let token: string
let publish: () => Promise<unknown>
const closers: (() => Promise<unknown>)[] = []
/** The versions that each subscriber has; nobody's: the newest. */
let kept: Record<string, number>
let parked: string[]

beforeAll(async () => {
  const standing = (input: Record<string, unknown>) => ({
    items: [input.ids].flat().map((id) => ({
      ...{ userId: String(id), version: kept[String(id)] ?? 99, state: 'present', eventAt: null, syncedAt: null },
      parked: parked.includes(String(id))
        ? { id: '1', error: 'refused', attempts: 3, since: '2026-01-01T00:00:00.000Z', state: 'parked' }
        : null,
    })),
  })
  const letter = (userId: string) => ({
    ...{ id: '1', state: 'parked', kind: 'refused', eventId: null, eventType: null, userId, userVersion: 2 },
    ...{ fullName: null, error: 'refused', attempts: 3, failures: [], changes: null, nextAttemptAt: null },
    ...{ firstFailedAt: '2026-01-01T00:00:00.000Z', lastFailedAt: '2026-01-01T00:00:00.000Z' },
  })
  const none = { parkedList: () => ({ items: [], more: false, total: 0 }), standing }
  clinical = await startSubscriberServer({
    ...none,
    parkedList: () => ({ items: parked.map(letter), more: false, total: parked.length }),
  })
  chat = await startSubscriberServer(none)
  const redis = await createTestRedis()
  service = await startAuthFixture({
    ...{ db: await createTestDatabase('auth'), redis },
    subscriberUrls: { clinical: clinical.url, chat: chat.url },
  })
  const bus = createEventBus({ url: redis.url, logger, keys: sampleKeys })
  const publisher = bus.createPublisher()
  const pool = createPool({ connectionString: service.db.url, logger, role: 'rollcall_system', max: 2 })
  publish = () => publishPending(pool, publisher, 'interactive', limits)
  closers.push(
    () => publisher.close(),
    () => pool.end(),
  )
  token = await service.tokenOf(await service.addUser({ role: 'admin', lastName: 'Boss' }))
})
afterAll(async () => {
  await Promise.all(closers.map((close) => close()))
  await service.close()
  await Promise.all([clinical.close(), chat.close()])
})
beforeEach(async () => {
  kept = {}
  parked = []
  clinical.setMood('answers')
  await service.db.pool.query('DELETE FROM outbox')
})

const list = async (sync: string, more: object = {}, by = token) =>
  service.query('users.list', { sync, search: 'wanted', ...more }, by)
const namesOf = async (sync: string, more: object = {}) =>
  (await list(sync, more)).data.items.map(({ firstName }: { firstName: string }) => firstName)
const person = (firstName: string) => service.addUser({ firstName, lastName: 'Wanted' })
const rename = (user: TestUser) =>
  service.db.pool.query('UPDATE "user" SET matricule = gen_random_uuid() WHERE id = $1', [user.id])

describe('people by where their changes are', () => {
  let here: TestUser
  beforeAll(async () => {
    here = await person('Here')
    await service.addUser({ tenantId: elsewhere, firstName: 'Foreign', lastName: 'Wanted' })
  })

  it('wait as long as a change is in the outbox, and have arrived otherwise', async () => {
    expect([await namesOf('waiting'), await namesOf('arrived')]).toEqual([[], ['Here']])
    const late = await person('Outbox')
    expect([await namesOf('waiting'), await namesOf('arrived')]).toEqual([['Outbox'], ['Here']])
    expect((await list('arrived')).data.total).toBe(1)
    await service.db.pool.query('DELETE FROM outbox')
    expect(await namesOf('waiting')).toEqual([])
    await service.db.pool.query(`UPDATE "user" SET last_name = 'Gone' WHERE id = $1`, [late.id])
  })

  it('wait as long as a service lacks the version that its queue still has', async () => {
    await rename(here)
    await publish()
    kept = { [here.id]: 1 }
    expect([await namesOf('waiting'), await namesOf('arrived')]).toEqual([['Here'], []])
    kept = {}
    expect([await namesOf('waiting'), await namesOf('arrived')]).toEqual([[], ['Here']])
  })

  it('are parked, and so wait, where a service has given a change up', async () => {
    parked = [here.id]
    kept = { [here.id]: 1 }
    expect([await namesOf('parked'), await namesOf('waiting'), await namesOf('arrived')]).toEqual([
      ['Here'],
      ['Here'],
      [],
    ])
  })

  it('are held, and so wait, while the brake keeps them back', async () => {
    await service.db.pool.query('UPDATE organisation SET brake_count = 0, brake_share = 0')
    const held = await person('Held')
    await service.db.pool.query('DELETE FROM outbox')
    await service.db.pool.query('UPDATE "user" SET is_active = false WHERE id = $1', [held.id])
    expect([await namesOf('held'), await namesOf('waiting'), await namesOf('arrived')]).toEqual([
      ['Held'],
      ['Held'],
      ['Here'],
    ])
    expect((await service.query('users.list', { sync: 'arrived' }, token)).data.total).toBe(
      (await service.query('users.list', {}, token)).data.total - 1,
    )
    await service.db.pool.query('UPDATE "user" SET is_active = true, last_name = $2 WHERE id = $1', [held.id, 'Gone'])
  })

  it('can’t be told while a service doesn’t answer, which is said; the held can', async () => {
    clinical.setMood('fails')
    for (const sync of ['waiting', 'arrived', 'parked']) {
      const { status, error } = await list(sync)
      expect([sync, status, error.data.fields[0].path]).toEqual([sync, 503, 'sync'])
      expect(error.message).toMatch(/^Clinical can't be asked, because it answers 500\. So nobody can say/)
    }
    expect((await list('held')).status).toBe(200)
  })

  it('can’t be told while more wait than can be looked at, which is said', async () => {
    await service.db.pool.query('INSERT INTO outbox (position, lane) SELECT -n, $1 FROM generate_series(1, 20001) n', [
      'bulk',
    ])
    const { status, error } = await list('waiting')
    expect([status, error.message]).toEqual([503, expect.stringContaining('More changes wait to be published')])
  })

  it('are for those to see who may see the road', async () => {
    const nurse = await service.tokenOf(await service.addUser({ role: 'receptionist' }))
    expect((await list('waiting', {}, nurse)).status).toBe(403)
    const viewer = await service.tokenOf(await service.addUser({ role: 'viewer', tenantId: clinic }))
    expect((await list('parked', {}, viewer)).status).toBe(200)
  })
})
