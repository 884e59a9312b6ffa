import { randomUUID } from 'node:crypto'
import type { UserEvent } from '@rollcall/events/user-event'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { purgeLogs } from '../purge-logs.js'
import type { Subscriber } from '../subscriber.js'
import { sampleEvent, sampleTenantId as tenantId } from '../test-support/sample-event.js'
import { createSubscriberFixture, type SubscriberFixture } from '../test-support/subscriber-fixture.js'

let app: SubscriberFixture
beforeAll(async () => {
  app = await createSubscriberFixture(await createTestDatabase('user'), await createTestRedis())
})
afterEach(() => app.reset())
afterAll(() => app.close())

const settle = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 30 })
let lastPosition = 0
const nextEvent = (userId: string, version: number, changed: Parameters<typeof sampleEvent>[2] = {}) =>
  sampleEvent(userId, version, { position: ++lastPosition, ...changed })
const tripOf = (subscriber: Subscriber, event: UserEvent, changed: { tenantId?: string } = {}) => {
  const { eventId, userId, userVersion, position = 0 } = event
  return app.asService(subscriber).subscriber.trip({ tenantId, eventId, userId, userVersion, position, ...changed })
}
const kindsOf = ({ steps }: { steps: { kind: string }[] }) => steps.map(({ kind }) => kind)
const deliveries = async (count: number) =>
  settle(async () => expect((await app.db.pool.query('SELECT 1 FROM delivery')).rowCount).toBe(count))

describe('the trip of an event', () => {
  it('tells received and applied with their times, and what the doubled and the late delivery met', async () => {
    const subscriber = await app.start()
    const userId = randomUUID()
    const [first, second] = [nextEvent(userId, 1), nextEvent(userId, 2)]
    expect(await tripOf(subscriber, first)).toEqual({ state: 'waiting', steps: [], keptVersion: null })
    await app.publish([first])
    await deliveries(1)
    const trip = await tripOf(subscriber, first)
    expect(trip).toMatchObject({ state: 'applied', keptVersion: 1 })
    expect(kindsOf(trip)).toEqual(['received', 'applied'])
    await app.publish([second, nextEvent(randomUUID(), 1)])
    await deliveries(2)
    await app.publish([first])
    await deliveries(3)
    const doubled = await tripOf(subscriber, first)
    expect(doubled).toMatchObject({ state: 'applied', keptVersion: 2 })
    expect(kindsOf(doubled)).toEqual(['received', 'applied', 'received', 'superseded'])
    expect(doubled.steps.map(({ at }) => at)).toEqual(doubled.steps.map(({ at }) => at).toSorted())
  })

  it('of a version that came too late ends as superseded', async () => {
    const subscriber = await app.start()
    const userId = randomUUID()
    const [old, recent] = [nextEvent(userId, 1), nextEvent(userId, 2)]
    await app.publish([recent, old])
    await deliveries(1)
    expect(await tripOf(subscriber, old)).toMatchObject({ state: 'superseded', steps: { length: 2 }, keptVersion: 2 })
    expect(kindsOf(await tripOf(subscriber, recent))).toEqual(['received', 'applied'])
  })

  it('tells each failed attempt while the store was away', async () => {
    let failures = 2
    const apply: typeof app.kept.apply = async (users) => {
      if (failures-- > 0) throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' })
      return app.kept.apply(users)
    }
    const subscriber = await app.start({ store: { ...app.kept, apply } })
    const event = nextEvent(randomUUID(), 1)
    await app.publish([event])
    await deliveries(3)
    const { steps, state } = await tripOf(subscriber, event)
    expect(state).toBe('applied')
    expect(steps.map(({ kind, attempt }) => [kind, attempt])).toEqual([
      ...[1, 2].flatMap((attempt) => [
        ['received', attempt],
        ['failed', attempt],
      ]),
      ['received', 3],
      ['applied', undefined],
    ])
  })

  it('of a poison event tells every try alone, and how it ended', async () => {
    const subscriber = await app.start()
    const poison = nextEvent(randomUUID(), 1, { lastName: 'Poison' })
    await app.publish([poison, nextEvent(randomUUID(), 1)])
    await settle(async () => expect(await subscriber.status()).toMatchObject({ parked: 1, applied: 1 }))
    await deliveries(1)
    const trip = await tripOf(subscriber, poison)
    expect(trip.state).toBe('parked')
    expect(kindsOf(trip)).toEqual(['received', ...Array(8).fill('failed'), 'parked'])
    const { items } = await app.asService(subscriber).subscriber.parkedList({ tenantId })
    const actor = { id: 'someone', name: 'Rudo' }
    await app.asService(subscriber).subscriber.parkedDiscard({
      ...{ tenantId, actor, ids: items.map(({ id }) => id), reason: 'a test' },
    })
    const ended = await tripOf(subscriber, poison)
    expect(ended.state).toBe('discarded')
    expect(ended.steps.at(-1)).toMatchObject({ kind: 'discarded', by: 'Rudo', error: 'a test' })
  })

  it("says nothing of another organisation's user", async () => {
    const subscriber = await app.start()
    const event = nextEvent(randomUUID(), 1, { lastName: 'Poison' })
    await app.publish([event])
    await settle(async () => expect((await subscriber.status()).parked).toBe(1))
    const trip = await tripOf(subscriber, event, { tenantId: randomUUID() })
    expect(trip).toMatchObject({ state: 'waiting', keptVersion: null })
    expect(kindsOf(trip)).toEqual(['received'])
  })

  it('is for services only', async () => {
    const subscriber = await app.start()
    const { trip } = app.as(subscriber).subscriber
    await expect(
      trip({ tenantId, position: 1, eventId: randomUUID(), userId: randomUUID(), userVersion: 1 }),
    ).rejects.toThrow(/for services/)
  })
})

describe('the history', () => {
  it('counts minute by minute, quiet ones too, and weighs travel times by what was applied', async () => {
    const subscriber = await app.start()
    const add = (minutesAgo: number, applied: number, arrivalMs: number | null, parked = 0) =>
      app.db.pool.query(
        `INSERT INTO delivery (received_at, finished_at, lane, attempt, positions, superseded_positions, parked_positions,
           applied, superseded, parked, arrival_ms)
         SELECT at, at, 'bulk', 1, '{}', '{}', '{}', $2, 1, $4, $3
         FROM (SELECT date_trunc('minute', now()) - $1 * interval '1 minute' AS at) AS moment`,
        [minutesAgo, applied, arrivalMs, parked],
      )
    await add(2, 1, 10)
    await add(2, 98, 20)
    await add(2, 1, 5000)
    await add(1, 0, null, 3)
    await add(70, 500, 1)
    const { items } = await app.as(subscriber).sync.history({ minutes: 5 })
    expect(items.map(({ applied, superseded, parked }) => [applied, superseded, parked])).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [100, 3, 0],
      [0, 1, 3],
      [0, 0, 0],
    ])
    expect(items.map(({ arrivalMs }) => arrivalMs)).toEqual([null, null, { p50: 20, p95: 20 }, null, null])
    await expect(app.as(subscriber).sync.history({ minutes: 1441 })).rejects.toThrow(/1 to 1440/)
  })
})

describe('a replay', () => {
  it('ends older events as superseded, brings back what is missing, and counts each once however often it came', async () => {
    const subscriber = await app.start()
    const users = Array.from({ length: 5 }, () => randomUUID())
    const events = users.flatMap((userId) => [nextEvent(userId, 1), nextEvent(userId, 2)])
    await app.publish(events)
    await deliveries(1)
    await app.db.pool.query('DELETE FROM kept_user WHERE id = $1', [users[0]])
    const poison = nextEvent(randomUUID(), 1, { lastName: 'Poison' })
    const replayId = randomUUID()
    await app.publish([...events, poison], { replayId, lane: 'bulk' })
    await deliveries(2)
    await app.publish([...events, poison], { replayId, lane: 'bulk' })
    await deliveries(3)
    expect(await app.asService(subscriber).subscriber.replayOutcome({ replayId })).toEqual({
      ...{ received: 11, applied: 1, superseded: 9, parked: 1 },
    })
    const { rows } = await app.db.pool.query('SELECT arrival_ms FROM delivery WHERE replay_id = $1', [replayId])
    expect(rows).toEqual([{ arrival_ms: null }, { arrival_ms: null }])
    const unknown = await app.asService(subscriber).subscriber.replayOutcome({ replayId: randomUUID() })
    expect(unknown).toEqual({ received: 0, applied: 0, superseded: 0, parked: 0 })
  })
})

describe('the logs', () => {
  it('are purged by age, and nothing else is', async () => {
    const subscriber = await app.start()
    await app.publish([nextEvent(randomUUID(), 1), nextEvent(randomUUID(), 1, { lastName: 'Poison' })])
    await settle(async () => expect((await subscriber.status()).parked).toBe(1))
    await deliveries(1)
    await app.db.pool.query(
      `INSERT INTO delivery SELECT nextval('delivery_id_seq'), received_at, finished_at - interval '31 days', lane, attempt,
         replay_id, positions, superseded_positions, parked_positions, applied, superseded, parked, arrival_ms, error
       FROM delivery CROSS JOIN generate_series(1, 6000)`,
    )
    expect(await purgeLogs(app.db.pool)).toBe(6000)
    await deliveries(1)
    expect((await subscriber.status()).parked).toBe(1)
  })
})
