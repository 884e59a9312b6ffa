import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Subscriber } from '../subscriber.js'
import { apply, expectEqualToDirectory, many, preview } from '../test-support/reconcile-steps.js'
import { sampleUser } from '../test-support/sample-event.js'
import { createSubscriberFixture, type SubscriberFixture } from '../test-support/subscriber-fixture.js'

let app: SubscriberFixture
beforeAll(async () => {
  app = await createSubscriberFixture(await createTestDatabase('user'), await createTestRedis())
})
afterEach(() => app.reset())
afterAll(() => app.close())

const differencesOf = async (subscriber: Subscriber, id: string) =>
  (await app.as(subscriber).sync.reconcileRun({ id, limit: 200 })).differences.items

describe('reconcile', () => {
  it('fills an empty projection, tombstones included', async () => {
    const subscriber = await app.start()
    const deleted = sampleUser(randomUUID(), 4, { deletedAt: new Date().toISOString() })
    app.directoryServer.put(...many(1300), deleted)
    expect((await subscriber.reconcile.drift()).differing).toBe(1301)
    const run = await apply(subscriber)
    expect(run).toMatchObject({ state: 'done', checked: 1301, missing: 1301, repaired: 1301, done: 1301, total: 1301 })
    await expectEqualToDirectory(app, subscriber)
  })

  it('asks for nothing but digests when nothing differs', async () => {
    const subscriber = await app.start()
    app.directoryServer.put(...many(50))
    await apply(subscriber)
    app.directoryServer.calls.length = 0
    expect(await apply(subscriber)).toMatchObject({ checked: 0, repaired: 0, done: 50, total: 50 })
    expect(app.directoryServer.calls).toEqual(['pauses', 'digest'])
  })

  it('names every kind of difference by person and field, in a preview that changes nothing, and repairs it', async () => {
    const subscriber = await app.start()
    const [missing, stale, tampered, ahead, held] = many(5)
    if (!missing || !stale || !tampered || !ahead || !held) throw new Error('no users')
    const orphan = sampleUser(randomUUID(), 3, { firstName: 'Nobody' })
    const newer = sampleUser(stale.userId, 2, { role: 'nurse', createdAt: stale.payload.createdAt })
    app.directoryServer.put(missing, newer, tampered, ahead, held)
    await app.kept.apply([stale, tampered, sampleUser(ahead.userId, 7), held, orphan])
    await app.db.pool.query(`UPDATE kept_user SET first_name = 'Eve' WHERE id = $1`, [tampered.userId])

    const seen = await preview(subscriber)
    const counts = { missing: 1, stale: 1, tampered: 1, orphaned: 1, ahead: 1 }
    expect(seen).toMatchObject({ ...counts, mode: 'preview', state: 'done', repaired: 0 })
    const found = new Map((await differencesOf(subscriber, seen.id)).map((item) => [item.userId, item]))
    expect(found.get(tampered.userId)).toEqual({
      ...{ userId: tampered.userId, fullName: 'Rudo Sibanda', kind: 'tampered', keptVersion: 1, directoryVersion: 1 },
      fields: [{ field: 'firstName', kept: 'Eve', directory: 'Rudo' }],
      ...{ repaired: false, error: null },
    })
    expect(found.get(stale.userId)).toMatchObject({ kind: 'stale', keptVersion: 1, directoryVersion: 2 })
    expect(found.get(stale.userId)?.fields).toContainEqual({ field: 'role', kept: 'doctor', directory: 'nurse' })
    expect(found.get(orphan.userId)).toMatchObject({ kind: 'orphaned', fullName: 'Nobody Sibanda', keptVersion: 3 })
    expect(found.get(missing.userId)).toMatchObject({ kind: 'missing', keptVersion: null, directoryVersion: 1 })
    expect(found.get(ahead.userId)).toMatchObject({ kind: 'ahead', keptVersion: 7, directoryVersion: 1 })
    expect(await subscriber.reconcile.drift()).toMatchObject({ differing: 5 })

    const done = await apply(subscriber)
    expect(done).toMatchObject({ ...counts, mode: 'apply', state: 'done', repaired: 5, refused: 0 })
    const repaired = await differencesOf(subscriber, done.id)
    expect(repaired).toHaveLength(5)
    expect(repaired.every((item) => item.repaired)).toBe(true)
    await expectEqualToDirectory(app, subscriber)
  })

  it("shows differences of the caller's organisation only, page by page", async () => {
    const subscriber = await app.start()
    app.directoryServer.put(...many(5), sampleUser(randomUUID(), 1, { tenantId: randomUUID() }))
    const { id } = await preview(subscriber)
    const person = app.as(subscriber)
    const first = await person.sync.reconcileRun({ id, limit: 3 })
    const second = await person.sync.reconcileRun({ id, limit: 3, cursor: first.differences.nextCursor })
    expect(first.run).toMatchObject({ missing: 6 })
    expect([first.differences.items.length, second.differences.items.length]).toEqual([3, 2])
    expect(second.differences.nextCursor).toBeNull()
    await expect(person.sync.reconcileRun({ id: randomUUID() })).rejects.toThrow(/no such reconcile run/)
  })

  it('names at most 1,000 and counts all', async () => {
    const subscriber = await app.start()
    app.directoryServer.put(...many(1700))
    for (const run of [await preview(subscriber), await apply(subscriber)]) {
      expect(run.missing).toBe(1700)
      const { rowCount } = await app.db.pool.query('SELECT 1 FROM reconcile_difference WHERE run_id = $1', [run.id])
      expect(rowCount).toBe(1000)
    }
    await expectEqualToDirectory(app, subscriber)
  })

  it('takes nobody for orphaned who is created while it runs', async () => {
    const born: string[] = []
    const repair: typeof app.kept.repair = async (users, seen) => {
      const user = sampleUser(randomUUID(), 1)
      born.push(user.userId)
      app.directoryServer.put(user)
      await app.kept.apply([user])
      return app.kept.repair(users, seen)
    }
    const subscriber = await app.start({ store: { ...app.kept, repair } })
    app.directoryServer.put(...many(600))
    expect(await apply(subscriber)).toMatchObject({ orphaned: 0, missing: 600 })
    expect(born.length).toBeGreaterThan(0)
    await expectEqualToDirectory(app, subscriber)
  })

  it('never puts an older snapshot over an event that passes it', async () => {
    const user = sampleUser(randomUUID(), 1)
    const newer = sampleUser(user.userId, 2)
    const repair: typeof app.kept.repair = async (users, seen) => {
      await app.kept.apply([newer])
      return app.kept.repair(users, seen)
    }
    const subscriber = await app.start({ store: { ...app.kept, repair } })
    app.directoryServer.put(user)
    await apply(subscriber)
    app.directoryServer.put(newer)
    await expectEqualToDirectory(app, subscriber)
  })

  it('leaves out whom the store refuses, says why, and lets everyone else through', async () => {
    const subscriber = await app.start()
    const poison = sampleUser(randomUUID(), 1, { lastName: 'Poison' })
    app.directoryServer.put(...many(20), poison)
    const run = await apply(subscriber)
    expect(run).toMatchObject({ state: 'done', missing: 21, repaired: 20, refused: 1 })
    const refused = (await differencesOf(subscriber, run.id)).filter((item) => !item.repaired)
    expect(refused).toMatchObject([{ userId: poison.userId, error: expect.stringMatching(/check constraint/) }])
    expect(await subscriber.reconcile.drift()).toMatchObject({ differing: 1, differingBuckets: 1 })
  })
})
