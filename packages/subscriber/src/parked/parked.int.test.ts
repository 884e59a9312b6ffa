import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Subscriber } from '../subscriber.js'
import { sampleEvent, sampleUser, sampleTenantId as tenantId } from '../test-support/sample-event.js'
import { createSubscriberFixture, type SubscriberFixture } from '../test-support/subscriber-fixture.js'

let app: SubscriberFixture
beforeAll(async () => {
  app = await createSubscriberFixture(await createTestDatabase('user'), await createTestRedis())
})
afterEach(() => app.reset())
afterAll(() => app.close())

const settle = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 30 })
const actor = { id: 'someone', name: 'Rudo Sibanda' }
const poison = (changed: Parameters<typeof sampleEvent>[2] = {}, version = 1) =>
  sampleEvent(randomUUID(), version, { lastName: 'Poison', ...changed })
/** Publishes events that the store refuses, and waits until each is parked. */
async function park(subscriber: Subscriber, ...events: unknown[]) {
  await app.publish(events)
  await settle(async () =>
    expect(await subscriber.status()).toMatchObject({ parked: events.length, retrying: 0, consuming: true }),
  )
  return (await app.parkedRows()).map(({ id }): string => id)
}
const stateOf = async (id: string | undefined) =>
  (await app.db.pool.query('SELECT state, resolved_by, reason FROM parked_event WHERE id = $1', [id])).rows[0]

describe('a parked event', () => {
  it('settles as superseded by itself once its user has moved on', async () => {
    const subscriber = await app.start()
    const event = poison({ firstName: 'Old' })
    const [id] = await park(subscriber, event)
    await app.publish(Array.from({ length: 10 }, (_, index) => sampleEvent(event.userId, index + 2)))
    await settle(async () => expect(await stateOf(id)).toMatchObject({ state: 'superseded' }))
    expect((await app.kept.versions([event.userId])).get(event.userId)?.version).toBe(11)
    expect(await subscriber.status()).toMatchObject({ parked: 0, retrying: 0 })
  })

  it('settles as applied when reconcile brings the very version', async () => {
    const subscriber = await app.start()
    const event = poison()
    const [id] = await park(subscriber, event)
    app.directoryServer.put(sampleUser(event.userId, 1))
    await subscriber.reconcile.runToEnd({ mode: 'apply', reason: 'test' })
    await settle(async () => expect(await stateOf(id)).toMatchObject({ state: 'applied' }))
  })

  it('of a schema version that an upgrade has made known is applied by itself', async () => {
    const event = sampleEvent(randomUUID(), 1)
    await app.db.pool.query(
      `INSERT INTO parked_event (event_id, user_id, user_version, tenant_id, event, error, state, kind)
       VALUES ($1, $2, 1, $3, $4, 'unknown schema version 1.0', 'parked', 'unknown_version')`,
      [event.eventId, event.userId, tenantId, JSON.stringify(event)],
    )
    // Without the directory no reconcile brings the user, or takes her for an orphan.
    app.directoryServer.setDown(true)
    const subscriber = await app.startAtOnce()
    await settle(async () => expect(await subscriber.status()).toMatchObject({ users: 1, parked: 0, retrying: 0 }))
  })

  it('of a schema version that stays unknown stays parked', async () => {
    const subscriber = await app.start()
    await park(subscriber, { ...sampleEvent(randomUUID(), 1), version: '9.0' })
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await subscriber.status()).toMatchObject({ parked: 1, retrying: 0 })
  })

  it('is not tried while the store is away, and that counts as no attempt', async () => {
    let away = false
    const apply: typeof app.kept.apply = async (users) => {
      if (away) throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' })
      return app.kept.apply(users)
    }
    const retry = { baseDelayMs: 300, maxDelayMs: 300, pollMs: 20, sweepMs: 20 }
    const subscriber = await app.start({ store: { ...app.kept, apply }, retry })
    const event = poison()
    await app.publish([event])
    await settle(async () => expect((await subscriber.status()).retrying).toBe(1))
    away = true
    await new Promise((resolve) => setTimeout(resolve, 1000))
    expect(await app.parkedRows()).toMatchObject([{ state: 'retrying', attempts: 1 }])
    away = false
    await settle(async () => expect((await app.parkedRows())[0]?.attempts).toBeGreaterThan(1))
  })

  it('sleeps until a retry is due, and asks the database next to nothing meanwhile', async () => {
    const query = vi.spyOn(app.db.pool, 'query')
    await app.start({ retry: {} })
    query.mockClear()
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const asked = query.mock.calls.filter(([sql]) => String(sql).includes('parked_event')).length
    query.mockRestore()
    expect(asked).toBe(0)
  })
})

describe('the list of parked events', () => {
  it('shows the newest failure first, page by page, and searches by person, error and time', async () => {
    const subscriber = await app.start()
    const service = app.asService(subscriber)
    const zoe = poison({ firstName: 'Zoë' })
    const others = Array.from({ length: 4 }, () => poison())
    await park(subscriber, zoe, ...others, { ...sampleEvent(randomUUID(), 3), version: '9.0' })
    const first = await service.subscriber.parkedList({ tenantId, limit: 4 })
    expect(first).toMatchObject({ total: 6, more: true })
    const last = first.items.at(-1)
    const before = { id: last?.id ?? '', lastFailedAt: last?.lastFailedAt ?? '' }
    const second = await service.subscriber.parkedList({ tenantId, limit: 4, before })
    expect(second).toMatchObject({ more: false, items: { length: 2 } })
    const all = [...first.items, ...second.items]
    expect(new Set(all.map(({ id }) => id)).size).toBe(6)
    expect(all.map(({ lastFailedAt }) => lastFailedAt)).toEqual(
      all
        .map(({ lastFailedAt }) => lastFailedAt)
        .sort()
        .reverse(),
    )

    const find = async (filter: object) =>
      (await service.subscriber.parkedList({ tenantId, ...filter })).items.map(({ userId }) => userId)
    expect(await find({ search: 'zoe poi' })).toEqual([zoe.userId])
    expect(await find({ search: 'schema 9.0' })).toHaveLength(1)
    expect(await find({ userId: zoe.userId })).toEqual([zoe.userId])
    expect(await find({ search: '%' })).toEqual([])
    expect(await find({ since: new Date(Date.now() + 60_000).toISOString() })).toEqual([])
    expect(await find({ state: 'retrying' })).toEqual([])
    const [item] = (await service.subscriber.parkedList({ tenantId, userId: zoe.userId })).items
    expect(item).toMatchObject({
      ...{ kind: 'refused', state: 'parked', eventType: 'user.created', userVersion: 1, fullName: 'Zoë Poison' },
      ...{ attempts: 8, failures: { length: 8 }, changes: {}, nextAttemptAt: null, eventId: zoe.eventId },
    })
  })

  it("hides another organisation's, and shows one without a readable organisation without its content", async () => {
    const subscriber = await app.start()
    const service = app.asService(subscriber)
    const foreign = poison({ tenantId: randomUUID() })
    const stray = { ...poison(), tenantId: 'broken', changes: { role: { from: 'nurse', to: 'doctor' } } }
    const [strayId, foreignId] = await park(subscriber, foreign, stray)
    const { items, total } = await service.subscriber.parkedList({ tenantId })
    expect(total).toBe(1)
    expect(items).toMatchObject([{ id: strayId, kind: 'malformed', fullName: null, userId: null, changes: null }])
    expect(await service.subscriber.parkedList({ tenantId, search: 'Poison' })).toMatchObject({ total: 0 })
    expect(await service.subscriber.parkedRetry({ tenantId, actor, ids: [foreignId ?? ''] })).toEqual({
      ...{ retrying: 0, already: [], unknown: [foreignId] },
    })
    expect(await stateOf(foreignId)).toMatchObject({ state: 'parked' })
  })

  it('marks the users whom an open event keeps from arriving, of their organisation only', async () => {
    const subscriber = await app.start()
    const event = poison()
    await park(subscriber, event)
    const { items } = await app.as(subscriber).sync.versions({ ids: [event.userId, randomUUID()] })
    expect(items).toMatchObject([
      {
        version: null,
        state: 'unknown',
        parked: { state: 'parked', attempts: 8, error: expect.stringMatching(/check/) },
      },
      { version: null, state: 'unknown', parked: null },
    ])
    const others = await app.as(subscriber, { tenantId: randomUUID() }).sync.versions({ ids: [event.userId] })
    expect(others.items).toMatchObject([{ version: null, state: 'unknown', parked: null }])
  })
})

describe('a decision about parked events', () => {
  it('to retry gives each one attempt, and settles it when the store takes it', async () => {
    let cured = false
    const apply: typeof app.kept.apply = (users) =>
      app.kept.apply(
        cured ? users.map((user) => ({ ...user, payload: { ...user.payload, lastName: 'Cured' } })) : users,
      )
    const subscriber = await app.start({ store: { ...app.kept, apply } })
    const service = app.asService(subscriber)
    const events = [poison(), poison()]
    const ids = await park(subscriber, ...events)
    expect(await service.subscriber.parkedRetry({ tenantId, actor, ids })).toMatchObject({ retrying: 2 })
    await settle(async () => expect(await app.parkedRows()).toMatchObject([{ attempts: 9 }, { attempts: 9 }]))
    expect(await subscriber.status()).toMatchObject({ parked: 2, retrying: 0 })
    cured = true
    expect(await service.subscriber.parkedRetry({ tenantId, actor, filter: {} })).toMatchObject({ retrying: 2 })
    await settle(async () => expect(await subscriber.status()).toMatchObject({ users: 2, parked: 0, retrying: 0 }))
    expect(await service.subscriber.parkedRetry({ tenantId, actor, ids })).toMatchObject({
      retrying: 0,
      already: ids.map((id) => ({ id, state: 'applied', at: expect.stringMatching(/Z$/) })),
    })
    const [event] = events
    const trip = await service.subscriber.trip({
      ...{ tenantId, position: 0, eventId: event?.eventId ?? '', userId: event?.userId ?? '', userVersion: 1 },
    })
    expect(trip.state).toBe('applied')
    expect(trip.steps.filter(({ kind }) => kind === 'retried').map(({ by }) => by)).toEqual([actor.name, actor.name])
    expect(trip.steps.filter(({ kind }) => kind === 'failed').map(({ attempt }) => attempt)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9,
    ])
  })

  it('to discard needs a reason, ends it with that reason, and a repeated delivery does not open it again', async () => {
    const subscriber = await app.start()
    const service = app.asService(subscriber)
    const event = poison()
    const [id = ''] = await park(subscriber, event)
    await expect(service.subscriber.parkedDiscard({ tenantId, actor, ids: [id], reason: ' ' })).rejects.toThrow(
      /say why/,
    )
    await expect(service.subscriber.parkedDiscard({ tenantId, actor, reason: 'x' })).rejects.toThrow(
      /either ids or a filter/,
    )
    const answer = await service.subscriber.parkedDiscard({ tenantId, actor, ids: [id, '999999'], reason: 'a test' })
    expect(answer).toEqual({ discarded: 1, already: [], unknown: ['999999'] })
    expect(await stateOf(id)).toEqual({ state: 'discarded', resolved_by: actor.name, reason: 'a test' })
    await app.publish([event])
    await settle(async () => expect((await app.db.pool.query('SELECT 1 FROM delivery')).rowCount).toBe(2))
    expect(await subscriber.status()).toMatchObject({ parked: 0, retrying: 0 })
    await app.publish([event], { replayId: randomUUID() })
    await settle(async () => expect(await subscriber.status()).toMatchObject({ parked: 1, retrying: 0 }))
  })
})
