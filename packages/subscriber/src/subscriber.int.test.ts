import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { AppliedNotice } from './subscriber-status.js'
import { sampleEvent } from './test-support/sample-event.js'
import { createSubscriberFixture, type SubscriberFixture } from './test-support/subscriber-fixture.js'

let app: SubscriberFixture
beforeAll(async () => {
  app = await createSubscriberFixture(await createTestDatabase('user'), await createTestRedis())
})
afterEach(() => app.reset())
afterAll(() => app.close())

const settle = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 30 })

describe('a delivery', () => {
  it('applied twice has one effect, and the second counts as superseded', async () => {
    const subscriber = await app.start()
    const event = sampleEvent(randomUUID(), 1)
    await app.publish([event])
    await app.publish([event])
    await settle(async () => expect(await subscriber.status()).toMatchObject({ users: 1, applied: 1, superseded: 1 }))
  })

  it('with a culprit parks the culprit after its retries, and everyone else arrives', async () => {
    const subscriber = await app.start()
    const others = Array.from({ length: 40 }, () => sampleEvent(randomUUID(), 1))
    const poison = sampleEvent(randomUUID(), 1, { lastName: 'Poison' })
    await app.publish([...others.slice(0, 13), poison, ...others.slice(13)])
    await settle(async () => expect(await subscriber.status()).toMatchObject({ users: 40, parked: 1, retrying: 0 }))
    expect(await app.parkedRows()).toMatchObject([
      { user_id: poison.userId, state: 'parked', kind: 'refused', attempts: 8, failures: { length: 8 } },
    ])
  })

  it('parks malformed, NUL-holding and newer-schema events at once, once, whatever else it brings', async () => {
    const subscriber = await app.start()
    const nul = sampleEvent(randomUUID(), 1, { lastName: `a${String.fromCharCode(0)}b` })
    const newer = { ...sampleEvent(randomUUID(), 1), version: '9.0' }
    const fine = sampleEvent(randomUUID(), 1, { firstName: '' })
    await app.publish(['text', nul, newer, fine])
    await app.publish(['text', nul, newer, fine])
    await settle(async () => expect(await subscriber.status()).toMatchObject({ users: 1, parked: 3, superseded: 1 }))
    const rows = await app.parkedRows()
    expect(new Map(rows.map(({ kind, error }) => [kind, error]))).toEqual(
      new Map([
        ['malformed', expect.stringMatching(/malformed/)],
        ['unknown_version', expect.stringMatching(/schema version 9.0/)],
        ['refused', expect.stringMatching(/invalid byte sequence/)],
      ]),
    )
    expect(rows.every(({ state, attempts }) => state === 'parked' && attempts === 1)).toBe(true)
  })

  it('is repeated whole while the store is away, and nobody is parked for it', async () => {
    let failures = 3
    const apply: typeof app.kept.apply = async (users) => {
      if (failures-- > 0) throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' })
      return app.kept.apply(users)
    }
    const subscriber = await app.start({ store: { ...app.kept, apply } })
    await app.publish([sampleEvent(randomUUID(), 1), sampleEvent(randomUUID(), 1)])
    await settle(async () => expect(await subscriber.status()).toMatchObject({ users: 2, applied: 2 }))
    expect(await app.parkedRows()).toEqual([])
  })
})

describe('what arrived', () => {
  it('is told to every replica, tenant by tenant, with at most 100 ids', async () => {
    const [first, second] = [await app.start(), await app.start()]
    const heard: AppliedNotice[][] = [[], []]
    first.onApplied((notice) => heard[0]?.push(notice))
    second.onApplied((notice) => heard[1]?.push(notice))
    const mine = Array.from({ length: 130 }, () => sampleEvent(randomUUID(), 1))
    await settle(async () => {
      const { rowCount } = await app.db.pool.query(
        `SELECT 1 FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()`,
      )
      expect(rowCount).toBe(2)
    })
    await app.publish([...mine, sampleEvent(randomUUID(), 1, { tenantId: randomUUID() })])
    await settle(async () => {
      for (const notices of heard) {
        expect(notices.map(({ count }) => count).sort()).toEqual([1, 130])
        expect(notices.find(({ count }) => count === 130)?.userIds).toHaveLength(100)
      }
    })
    expect((await first.status()).throughputPerMinute).toBe(131)
    expect((await second.status()).throughputPerMinute).toBe(131)
  })
})

describe('a log that cannot be written', () => {
  it('holds nothing up, and is written once it can be', async () => {
    const subscriber = await app.start()
    await app.db.pool.query('ALTER TABLE delivery RENAME TO delivery_away')
    await app.publish([sampleEvent(randomUUID(), 1), sampleEvent(randomUUID(), 1)])
    await app.publish([sampleEvent(randomUUID(), 1)])
    await settle(async () => expect(await app.kept.count()).toBe(3))
    expect(await subscriber.status()).toMatchObject({ applied: 0, throughputPerMinute: 3 })
    await app.db.pool.query('ALTER TABLE delivery_away RENAME TO delivery')
    await settle(async () => expect(await subscriber.status()).toMatchObject({ applied: 3 }))
    const { rows } = await app.db.pool.query('SELECT applied FROM delivery ORDER BY applied')
    expect(rows).toEqual([{ applied: 1 }, { applied: 2 }])
  })
})
