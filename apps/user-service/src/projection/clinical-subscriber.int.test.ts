import { randomUUID } from 'node:crypto'
import type { EventPublisher } from '@rollcall/event-bus/port'
import { sampleEvent, sampleTenantId, sampleUser } from '@rollcall/subscriber/test-support/sample-event'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestApp, type TestApp } from '../fixtures/test-app.js'

const settle = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 30 })

let app: TestApp
let publisher: EventPublisher
beforeAll(async () => {
  app = await createTestApp(await createTestDatabase('user'), await createTestRedis())
  publisher = app.bus.createPublisher()
  await app.subscriber.start()
  // A broker met for the first time may have lost something: the reconcile for that would take whom the directory
  // doesn't have for orphans.
  await settle(async () => {
    const runs = await app.subscriber.reconcile.runs(10)
    expect(runs).toContainEqual(expect.objectContaining({ reason: 'missed messages', state: 'done' }))
  })
})
afterAll(async () => {
  await app.subscriber.stop()
  await publisher.close()
  await app.close()
})
const publish = (...events: unknown[]) =>
  vi.waitFor(() => publisher.publish([{ lane: 'interactive', count: events.length, events: JSON.stringify(events) }]))

describe('the clinical projection', () => {
  it('receives everyone around a poison event, which is parked with its reason', async () => {
    const doctors = Array.from({ length: 60 }, () => sampleEvent(randomUUID(), 1))
    const poison = sampleEvent(randomUUID(), 1, { email: 'nul\0@rollcall.test' })
    await publish(...doctors.slice(0, 30), poison, ...doctors.slice(30))
    await settle(async () => expect((await app.as().clinicians.list()).total).toBe(60))
    await settle(async () => expect(await app.as().sync.status()).toMatchObject({ parked: 1, consuming: true }))
    const { rows } = await app.db.pool.query('SELECT user_id, state, error FROM parked_event')
    expect(rows).toEqual([
      { user_id: poison.userId, state: 'parked', error: expect.stringMatching(/invalid byte sequence/) },
    ])
  })

  it('tells watchers of one tenant about that tenant only', async () => {
    const closing = new AbortController()
    const messages: unknown[] = []
    const { signal } = closing
    const stream = await app.as({ tenantId: randomUUID() }, { signal }).sync.watch()
    const mine = await app.as({}, { signal }).sync.watch()
    const [foreign, own] = [sampleEvent(randomUUID(), 1, { tenantId: randomUUID() }), sampleEvent(randomUUID(), 1)]
    const reading = (async () => {
      for await (const message of mine) messages.push(...(message.kind === 'applied' ? message.userIds : ['status']))
    })()
    const others = (async () => {
      for await (const message of stream) messages.push(message.kind === 'applied' ? 'leak' : 'status')
    })()
    await settle(async () => expect(messages).toEqual(['status', 'status']))
    await publish(foreign, own)
    await settle(async () => expect(messages).toContain(own.userId))
    await settle(async () => expect(messages.filter((message) => message === 'status').length).toBeGreaterThan(2))
    expect(messages).not.toContain('leak')
    expect(messages).not.toContain(foreign.userId)
    closing.abort()
    await Promise.all([reading, others])
  })

  it('recovers by reconcile what the broker has lost', async () => {
    const lost = sampleUser(randomUUID(), 1, { tenantId: sampleTenantId })
    app.directoryServer.put(lost)
    // Those who came by the tests before are orphans to this directory.
    const { users } = await app.subscriber.status()
    expect(await app.as().sync.drift()).toMatchObject({ differing: users + 1 })
    await settle(async () =>
      expect(await app.as().sync.reconcile({ reason: 'a test' })).toMatchObject({ started: true }),
    )
    await settle(async () => {
      const { items } = await app.as().sync.versions({ ids: [lost.userId] })
      expect(items[0]).toMatchObject({ state: 'present', version: 1 })
    })
  })
})
