import { createEventBus } from '@rollcall/event-bus/create-event-bus'
import type { EventBus, EventConsumer } from '@rollcall/event-bus/port'
import { sampleKeys } from '@rollcall/event-bus/test-support/sample-keys'
import { createLogger } from '@rollcall/service-kit/logger'
import type { RunCarrier } from '@rollcall/service-kit/run-carrier'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis, type TestRedis } from '@rollcall/testing/test-redis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AuthFixture, elsewhere, startAuthFixture } from '../fixtures/auth-fixture.js'
import { createReplayRunner } from './replay-runner.js'

const logger = createLogger({ service: 'auth-service', level: 'silent' })
let redis: TestRedis
let service: AuthFixture
let token: string
let others: string
/** Who may pause a queue that others share. */
let platform: string
let bus: EventBus
let consumer: EventConsumer
let received: { position: number; userId: string; replayId: string | undefined; lane: string }[] = []
const runners: RunCarrier[] = []

beforeAll(async () => {
  redis = await createTestRedis()
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis })
  bus = createEventBus({ url: redis.url, logger, keys: sampleKeys })
  token = await service.tokenOf(await service.addUser({ role: 'operator', firstName: 'Farai', lastName: 'Ncube' }))
  others = await service.tokenOf(await service.addUser({ role: 'operator', tenantId: elsewhere }))
  platform = await service.tokenOf(await service.addUser({ role: 'admin' }))
  await service.db.pool.query(`
    INSERT INTO "user" (tenant_id, email, first_name, last_name, role)
    SELECT organisation.id, 'replay-' || n || '@example.org', 'Person', 'N' || n, 'staff'
    FROM organisation, generate_series(1, 1200) n WHERE organisation.name = 'Clinic'`)
  consumer = bus.createConsumer({
    subscriber: 'clinical',
    handle: async ({ events, replayId, lane }) => {
      for (const event of events) {
        const { position, userId } = Object(event)
        received.push({ position: Number(position), userId: String(userId), replayId, lane })
      }
    },
  })
  await consumer.start()
})
afterAll(async () => {
  await consumer.stop()
  await service.close()
})
beforeEach(() => {
  received = []
})
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()))
  await service.db.pool.query(`UPDATE replay_run SET state = 'stopped', ended_at = now() WHERE state = 'running'`)
})

function startRunner(over: EventBus = bus): RunCarrier {
  const inspector = over.createInspector()
  const runner = createReplayRunner({ pool: service.db.pool, bus: over, inspector, logger, everyMs: 50 })
  runner.start()
  const stop = async () => {
    await runner.stop()
    await inspector.close()
  }
  runners.push({ ...runner, stop })
  return { ...runner, stop }
}
/** What waits in the outbox comes by itself; so here everything has left it, unless a test says otherwise. */
const replay = async (scope: object, by = token) => {
  await service.db.pool.query('DELETE FROM outbox WHERE NOT held')
  return service.mutate('sync.replay', { subscriber: 'clinical', scope, reason: 'a test' }, by)
}
const readRun = async (id: string) => {
  const { data } = await service.query('sync.replays', { limit: 50 }, token)
  return data.items.find((run: { id: string }) => run.id === id)
}
const ended = (id: string) =>
  expect.poll(async () => (await readRun(id)).state, { timeout: 15_000, interval: 50 }).toBe('done')
const distinct = () => new Set(received.map(({ position }) => position)).size

describe('a replay', () => {
  it('sends every event of the organisation once more, in the bulk lane, to one subscriber', async () => {
    startRunner()
    const { data: run } = await replay({ kind: 'start' })
    expect(run).toMatchObject({ state: 'running', done: 0, startedBy: { name: 'Farai Ncube' } })
    await ended(run.id)
    await expect.poll(distinct, { timeout: 10_000 }).toBe(run.total)
    const { rows } = await service.db.pool.query(
      `SELECT count(*)::int AS n FROM user_event e JOIN organisation o ON o.id = e.tenant_id WHERE o.name = 'Clinic'`,
    )
    expect(run.total).toBe(rows[0].n)
    expect(await readRun(run.id)).toMatchObject({ state: 'done', done: run.total, secondsLeft: null })
    expect(new Set(received.map(({ lane }) => lane))).toEqual(new Set(['bulk']))
    expect(new Set(received.map(({ replayId }) => replayId))).toEqual(new Set([run.id]))
    const inspector = bus.createInspector()
    await expect.poll(() => inspector.depth('chat').catch(() => null)).toMatchObject({ waiting: 0 })
    await inspector.close()
  })

  it('sends one user or one event alone', async () => {
    startRunner()
    const user = await service.addUser()
    await service.db.pool.query(`UPDATE "user" SET last_name = 'Dube' WHERE id = $1`, [user.id])
    const one = await replay({ kind: 'user', userId: user.id })
    await ended(one.data.id)
    await expect.poll(() => received.map(({ userId }) => userId)).toEqual([user.id, user.id])
    const { rows } = await service.db.pool.query('SELECT event_id FROM user_event WHERE user_id = $1 LIMIT 1', [
      user.id,
    ])
    const event = await replay({ kind: 'event', eventId: rows[0].event_id })
    expect(event.data.total).toBe(1)
    await ended(event.data.id)
  })

  it('never sends what the brake holds, or what was undone before it was decided', async () => {
    startRunner()
    const user = await service.addUser()
    await service.db.pool.query(`UPDATE "user" SET last_name = last_name || 'x' WHERE id = $1`, [user.id])
    await service.db.pool.query(`UPDATE "user" SET last_name = last_name || 'x' WHERE id = $1`, [user.id])
    const { rows } = await service.db.pool.query(
      'SELECT event_id, position FROM user_event WHERE user_id = $1 ORDER BY position',
      [user.id],
    )
    const [first, held, dropped] = rows
    await service.db.pool.query('UPDATE outbox SET held = true WHERE position = $1', [held.position])
    await service.db.pool.query('INSERT INTO held_event (position, hold_id, dropped) VALUES ($1, $2, true)', [
      dropped.position,
      user.id,
    ])
    const { data: run } = await replay({ kind: 'user', userId: user.id })
    expect(run.total).toBe(1)
    await ended(run.id)
    await expect.poll(() => received.map(({ position }) => position)).toEqual([Number(first.position)])
    for (const { event_id: eventId } of [held, dropped]) {
      expect(await replay({ kind: 'event', eventId })).toMatchObject({ status: 409 })
    }
  })

  it('goes on where it was when its process dies between sending a page and noting it', async () => {
    let crashes = 1
    const publisher = bus.createPublisher()
    const dying: EventBus = {
      ...bus,
      createPublisher: () => ({
        ...publisher,
        publish: async (batches, only) => {
          const result = await publisher.publish(batches, only)
          if (crashes-- > 0) throw new Error('Connection is closed.')
          return result
        },
      }),
    }
    const { data: run } = await replay({ kind: 'start' })
    const first = startRunner(dying)
    await expect.poll(() => received.length, { timeout: 10_000 }).toBeGreaterThan(0)
    await first.stop()
    startRunner()
    await ended(run.id)
    await expect.poll(distinct, { timeout: 10_000 }).toBe(run.total)
    expect(await readRun(run.id)).toMatchObject({ done: run.total })
  })

  it('waits while the queue is paused, and stops when asked', async () => {
    const inspector = bus.createInspector()
    await service.mutate('sync.pause', { subscriber: 'clinical', reason: 'a look at the table' }, platform)
    startRunner()
    const { data: run } = await replay({ kind: 'start' })
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(await readRun(run.id)).toMatchObject({ state: 'running', done: 0 })
    const stopped = await service.mutate('sync.stopReplay', { id: run.id, reason: 'a test' }, token)
    expect(stopped.data).toMatchObject({ state: 'stopped' })
    const again = await service.mutate('sync.stopReplay', { id: run.id, reason: 'a test' }, token)
    expect(again).toMatchObject({ status: 409 })
    expect(again.error.message).toMatch(/ended at .*nothing to stop/)
    await service.mutate('sync.resume', { subscriber: 'clinical', reason: 'a test' }, platform)
    expect((await inspector.depth('clinical')).paused).toBe(false)
    await inspector.close()
  })
})

describe('what a replay refuses', () => {
  it('a second one to the same subscriber, saying whose runs and how far it is', async () => {
    await service.mutate('sync.pause', { subscriber: 'clinical', reason: 'a test' }, platform)
    const { data: run } = await replay({ kind: 'start' })
    const second = await replay({ kind: 'start' })
    expect(second.status).toBe(409)
    expect(second.error.message).toContain(`Farai Ncube's replay to clinical is running: 0 of ${run.total} events`)
    const foreign = await replay({ kind: 'start' }, others)
    expect(foreign.status).toBe(409)
    expect(foreign.error.message).not.toContain('Farai')
    await service.mutate('sync.stopReplay', { id: run.id, reason: 'a test' }, token)
    await service.mutate('sync.resume', { subscriber: 'clinical', reason: 'a test' }, platform)
  })

  it('an unknown user or event, and another organisation’s just as well', async () => {
    const foreign = await service.addUser({ tenantId: elsewhere })
    const { rows } = await service.db.pool.query('SELECT event_id FROM user_event WHERE user_id = $1', [foreign.id])
    for (const id of [foreign.id, '0192f000-0000-7000-8000-0000000000ff']) {
      expect(await replay({ kind: 'user', userId: id })).toMatchObject({
        status: 404,
        error: { message: `User with ID ${id} not found` },
      })
    }
    expect(await replay({ kind: 'event', eventId: rows[0].event_id })).toMatchObject({ status: 404 })
  })

  it('a range without events, naming the oldest one; a range that ends before it begins; unknown fields', async () => {
    const empty = await replay({ kind: 'range', since: '2001-01-01T00:00:00Z', until: '2001-01-02T00:00:00Z' })
    expect(empty.status).toBe(400)
    expect(empty.error.message).toMatch(/no event lies there\. The oldest event is of \d{4}-/)
    const reversed = await replay({ kind: 'range', since: '2027-01-02T00:00:00Z', until: '2027-01-01T00:00:00Z' })
    expect(reversed.error.message).toContain('scope.until: expected a moment after since')
    expect((await replay({ kind: 'start', tenantId: elsewhere })).error.message).toContain('unknown field tenantId')
  })

  it('somebody who may only look, and another organisation’s run', async () => {
    const viewer = await service.tokenOf(await service.addUser({ role: 'viewer' }))
    expect(await replay({ kind: 'start' }, viewer)).toMatchObject({ status: 403 })
    const { data: run } = await replay({ kind: 'start' })
    expect(await service.mutate('sync.stopReplay', { id: run.id, reason: 'a test' }, others)).toMatchObject({
      status: 404,
    })
    expect((await service.query('sync.replays', {}, others)).data.items).toEqual([])
  })
})
