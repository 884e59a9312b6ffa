import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { apply, expectEqualToDirectory, many, preview } from '../test-support/reconcile-steps.js'
import { sampleUser } from '../test-support/sample-event.js'
import { createSubscriberFixture, type SubscriberFixture } from '../test-support/subscriber-fixture.js'

let app: SubscriberFixture
beforeAll(async () => {
  app = await createSubscriberFixture(await createTestDatabase('user'), await createTestRedis())
})
afterEach(() => app.reset())
afterAll(() => app.close())

const settle = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 30 })

describe('a run', () => {
  it('at start is repeated until the directory answers', async () => {
    app.directoryServer.setDown(true)
    app.directoryServer.put(sampleUser(randomUUID(), 1))
    const subscriber = await app.startAtOnce({ schedule: { retryMs: 50 } })
    await settle(async () => expect((await subscriber.reconcile.runs(50)).length).toBeGreaterThan(2))
    expect((await subscriber.reconcile.runs(50)).at(-1)).toMatchObject({ state: 'failed', reason: 'start' })
    expect((await subscriber.status()).reconcile.last).toBeNull()
    app.directoryServer.setDown(false)
    await settle(async () =>
      expect((await subscriber.status()).reconcile.last).toMatchObject({ repaired: 1, reason: 'start' }),
    )
    expect(await subscriber.status()).toMatchObject({ users: 1, lastArrivalMs: null })
  })

  it('is the only one over all replicas: a second is refused with how far the first is, and any replica stops it', async () => {
    let now = 0
    const gate = { open: () => {}, opened: Promise.resolve() }
    const repair: typeof app.kept.repair = async (users, seen) => {
      now += 1
      await gate.opened
      return app.kept.repair(users, seen)
    }
    const replicas = [await app.start({ store: { ...app.kept, repair } }), await app.start()]
    const [first, second] = replicas
    if (!first || !second) throw new Error('no replicas')
    gate.opened = new Promise((resolve) => {
      gate.open = () => resolve()
    })
    await settle(async () =>
      expect(await first.reconcile.runs(5)).toMatchObject([{ state: 'done' }, { state: 'done' }]),
    )
    app.directoryServer.put(...many(3000))
    const person = app.as(first)
    const { runId } = await person.sync.reconcile({ mode: 'apply', reason: 'a test' })
    await settle(async () => expect(now).toBe(3))
    for (const replica of replicas) {
      await expect(app.as(replica).sync.reconcile({ mode: 'preview', reason: 'a test' })).rejects.toThrow(
        /running already \(\d+ of \d+/,
      )
    }
    await settle(async () => expect((await second.status()).reconcile).toMatchObject({ running: true, total: 3000 }))
    expect(await app.as(second).sync.stopReconcile({ reason: 'a test' })).toEqual({ stopped: true, runId })
    await new Promise((resolve) => setTimeout(resolve, 1200))
    gate.open()
    await settle(async () => expect(await first.status()).toMatchObject({ reconcile: { running: false } }))
    const { run } = await person.sync.reconcileRun({ id: runId })
    expect(run).toMatchObject({ state: 'stopped', repaired: 1500, startedBy: expect.any(String) })
    expect(await person.sync.stopReconcile({ reason: 'a test' })).toEqual({ stopped: false, runId: null })
    await settle(async () => expect(await apply(second)).toMatchObject({ state: 'done', missing: 1500 }))
    await expectEqualToDirectory(app, second)
  })

  it('that was cut off is said to be, and the next one goes on with what differs', async () => {
    await app.db.pool.query(
      `INSERT INTO reconcile_run (id, mode, reason, started_at, seen_at)
       VALUES ($1, 'apply', 'start', now() - interval '1 hour', now() - interval '1 hour')`,
      [randomUUID()],
    )
    const subscriber = await app.start()
    const runs = await subscriber.reconcile.runs(10)
    expect(runs).toMatchObject([{ state: 'done' }, { state: 'failed', error: expect.stringMatching(/cut off/) }])
    expect((await subscriber.status()).reconcile.running).toBe(false)
  })

  it('is refused while the queue is paused, unless it is a preview', async () => {
    const subscriber = await app.start()
    const user = sampleUser(randomUUID(), 1)
    app.directoryServer.put(user)
    const inspector = app.bus.createInspector()
    await settle(() => inspector.pause('clinical'))
    const person = app.as(subscriber)
    await expect(person.sync.reconcile({ reason: 'a test' })).rejects.toThrow(/paused.*Resume/)
    await expect(person.sync.repairUser({ id: user.userId, reason: 'a test' })).rejects.toThrow(/paused.*Resume/)
    expect(await preview(subscriber)).toMatchObject({ missing: 1 })
    await inspector.resume('clinical')
    await inspector.close()
    // A broker that came back empty has forgotten it; the directory has not.
    app.directoryServer.paused.add('clinical')
    await expect(person.sync.reconcile({ reason: 'a test' })).rejects.toThrow(/paused.*Resume/)
    await expect(person.sync.repairUser({ id: user.userId, reason: 'a test' })).rejects.toThrow(/paused.*Resume/)
    app.directoryServer.paused.clear()
    expect(await person.sync.repairUser({ id: user.userId, reason: 'a test' })).toEqual({
      outcome: 'repaired',
      version: 1,
    })
  })

  it('after missed messages begins after whatever runs, and ends before it resolves', async () => {
    const subscriber = await app.start()
    app.directoryServer.put(...many(700))
    const { runId } = await subscriber.reconcile.request({ mode: 'apply', reason: 'test' })
    await subscriber.reconcile.runAfterMissed()
    expect((await subscriber.reconcile.runs(2))[1]?.id).toBe(runId)
    const reasons = (await subscriber.reconcile.runs(2)).map(({ reason, state }) => [reason, state])
    expect(reasons).toEqual([
      ['missed messages', 'done'],
      ['test', 'done'],
    ])
  })

  it('is told to whoever watches, to its end', async () => {
    const subscriber = await app.start()
    app.directoryServer.put(...many(100))
    const closing = new AbortController()
    const states: string[] = []
    const stream = await app.as(subscriber, {}, closing.signal).sync.watch()
    const reading = (async () => {
      for await (const message of stream) if (message.kind === 'reconcile') states.push(message.run.state)
    })()
    await new Promise((resolve) => setTimeout(resolve, 100))
    await apply(subscriber)
    await settle(async () => expect(states.at(-1)).toBe('done'))
    closing.abort()
    await reading
  })
})

describe('one user', () => {
  it('is repaired, found right, removed, or unknown', async () => {
    const subscriber = await app.start()
    const person = app.as(subscriber)
    const user = sampleUser(randomUUID(), 4)
    const foreign = sampleUser(randomUUID(), 1, { tenantId: randomUUID() })
    const orphan = sampleUser(randomUUID(), 2)
    app.directoryServer.put(user, foreign)
    await app.kept.apply([orphan])
    const repair = (id: string) => person.sync.repairUser({ id, reason: 'a test' })
    expect(await repair(user.userId.toUpperCase())).toEqual({ outcome: 'repaired', version: 4 })
    expect(await repair(user.userId)).toEqual({ outcome: 'already', version: 4 })
    await app.db.pool.query(`UPDATE kept_user SET role = 'admin' WHERE id = $1`, [user.userId])
    expect(await repair(user.userId)).toEqual({ outcome: 'repaired', version: 4 })
    expect(await repair(orphan.userId)).toEqual({ outcome: 'removed', version: null })
    const unknown = { outcome: 'unknown', version: null }
    expect([await repair(foreign.userId), await repair(randomUUID())]).toEqual([unknown, unknown])
    await app.kept.apply([foreign])
    expect(await repair(foreign.userId)).toEqual(unknown)
    expect((await app.db.pool.query('SELECT count(*)::int AS count FROM kept_user')).rows).toEqual([{ count: 2 }])
  })

  it('whom the store refuses is told as such', async () => {
    const subscriber = await app.start()
    const poison = sampleUser(randomUUID(), 1, { lastName: 'Poison' })
    app.directoryServer.put(poison)
    await expect(app.as(subscriber).sync.repairUser({ id: poison.userId, reason: 'a test' })).rejects.toThrow(
      /cannot keep this user/,
    )
  })

  it('needs the permission to operate', async () => {
    const subscriber = await app.start()
    const viewer = app.as(subscriber, { role: 'viewer' })
    await expect(viewer.sync.repairUser({ id: randomUUID(), reason: 'a test' })).rejects.toThrow(/may not do this/)
    await expect(viewer.sync.reconcile({ reason: 'a test' })).rejects.toThrow(/may not do this/)
    await expect(app.as(subscriber, { role: 'receptionist' }).sync.reconciles()).rejects.toThrow(/may not do this/)
  })
})
