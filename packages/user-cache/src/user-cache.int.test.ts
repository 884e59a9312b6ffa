import { createLogger } from '@rollcall/service-kit/logger'
import { createTestRedis, type TestRedis } from '@rollcall/testing/test-redis'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { exampleTenantId, exampleUser, exampleUserId } from './test-support/example-user.js'
import { createUserCache, type UserCache } from './user-cache.js'

const logger = createLogger({ service: 'test', level: 'silent' })
const otherTenantId = '0192f000-0000-7000-8000-000000000002'
const syncedAt = Date.UTC(2026, 1, 1)

let redis: TestRedis
let cache: UserCache
beforeAll(async () => {
  redis = await createTestRedis()
  cache = createUserCache({ redis: redis.client, logger, clock: () => syncedAt })
})
beforeEach(() => redis.client.flushdb())
afterAll(() => redis.close())

describe('what is written', () => {
  it('is the hash of seed 001, with missing values as empty strings and what the guard needs', async () => {
    const user = exampleUser(1, { version: 7 })
    expect(await cache.set(user)).toEqual(['written'])
    expect(await redis.client.hgetall(`user:profile:${user.userId}`)).toEqual({
      fullName: 'Rudo Sibanda v7',
      avatar: '',
      matricule: 'M-1',
      ministere: '',
      sexe: 'F',
      updatedAt: String(Date.parse(user.payload.updatedAt)),
      tenantId: exampleTenantId,
      version: '7',
      deleted: '0',
      eventAt: String(Date.parse(user.eventAt)),
      syncedAt: String(syncedAt),
      origin: 'event',
    })
  })

  it('lives for at most 604800 s and at least 10 % less, not all equally long', async () => {
    const users = Array.from({ length: 60 }, (_, n) => exampleUser(n))
    await cache.set(users)
    const lives = await Promise.all(users.map(({ userId }) => redis.client.ttl(`user:profile:${userId}`)))
    expect(Math.max(...lives)).toBeLessThanOrEqual(604_800)
    expect(Math.min(...lives)).toBeGreaterThanOrEqual(604_800 * 0.9 - 2)
    expect(new Set(lives).size).toBeGreaterThan(10)
  })

  it('of what may be old news is only what is cached: a cache that lost its data is not filled with the past', async () => {
    const [lost, held, gone] = [
      exampleUser(1, { version: 1 }),
      exampleUser(2, { version: 1 }),
      exampleUser(3, { version: 4 }),
    ]
    await cache.set([held, gone])
    await cache.invalidate(gone.userId)
    const again = [lost, exampleUser(2, { version: 2 }), exampleUser(3, { version: 3 })]
    expect(await cache.refresh(again)).toEqual(['superseded', 'written', 'superseded'])
    expect(await cache.get(lost.userId)).toBeNull()
    expect(await cache.get(gone.userId)).toBeNull()
    expect(await cache.get(held.userId)).toMatchObject({ version: 2 })
    await cache.markUnknown([lost.userId])
    expect(await cache.refresh([exampleUser(2, { version: 2 }), lost])).toEqual(['refreshed', 'superseded'])
  })

  it('replaces a key that is no hash, and a hash that is not ours', async () => {
    await redis.client.set(`user:profile:${exampleUserId(1)}`, 'text')
    await redis.client.hset(`user:profile:${exampleUserId(2)}`, { fullName: 'Someone', nickname: 'x' })
    expect(await cache.batchGet([exampleUserId(1), exampleUserId(2)])).toEqual([null, null])
    expect(await cache.set([exampleUser(1), exampleUser(2)])).toEqual(['written', 'written'])
    expect(await cache.get(exampleUserId(2))).toMatchObject({ fullName: 'Rudo Sibanda v1' })
    expect(await redis.client.hexists(`user:profile:${exampleUserId(2)}`, 'nickname')).toBe(0)
  })

  it('can be more users than one script call takes', async () => {
    const users = Array.from({ length: 730 }, (_, n) => exampleUser(n))
    expect(await cache.set(users)).toEqual(users.map(() => 'written'))
    expect(await cache.getStats()).toMatchObject({ totalCached: 730, ttl: 604_800, ttlHours: 168 })
    expect(await cache.set([])).toEqual([])
  })
})

describe('the guard', () => {
  it('ends at the newest version, written once each, whatever the order and the doubles', async () => {
    const deliveries = fc.array(
      fc.record({ n: fc.integer({ min: 1, max: 3 }), version: fc.integer({ min: 1, max: 5 }), split: fc.boolean() }),
      { minLength: 1, maxLength: 30 },
    )
    await fc.assert(
      fc.asyncProperty(deliveries, async (steps) => {
        await redis.client.flushdb()
        const newest = new Map<number, number>()
        let batch: typeof steps = []
        for (const step of steps) {
          batch.push(step)
          newest.set(step.n, Math.max(step.version, newest.get(step.n) ?? 0))
          if (!step.split) continue
          await cache.set(batch.map(userOfStep))
          batch = []
        }
        await cache.set(batch.map(userOfStep))
        for (const [n, version] of newest) {
          expect(await cache.get(exampleUserId(n))).toMatchObject({ version, deleted: version === 4 })
        }
      }),
      { numRuns: 60 },
    )
  })
  // Version 4 is a deletion, so that orders around a tombstone are among them.
  const userOfStep = ({ n, version }: { n: number; version: number }) =>
    exampleUser(n, { version, deleted: version === 4 })

  it('only refreshes the life of an equal version', async () => {
    const key = `user:profile:${exampleUserId(1)}`
    await cache.set(exampleUser(1, { version: 3 }))
    await redis.client.expire(key, 10)
    expect(await cache.set({ ...exampleUser(1, { version: 3, avatar: 'https://a.test/1.png' }) })).toEqual([
      'refreshed',
    ])
    expect(await redis.client.ttl(key)).toBeGreaterThan(500_000)
    expect(await cache.get(exampleUserId(1))).toMatchObject({ avatar: null })
  })

  it('keeps a tombstone without personal data, which a late update cannot undo and a restore can', async () => {
    await cache.set(exampleUser(1, { version: 1 }))
    await cache.set(exampleUser(1, { version: 3, deleted: true }))
    expect(await cache.set(exampleUser(1, { version: 2 }))).toEqual(['superseded'])
    const hash = await redis.client.hgetall(`user:profile:${exampleUserId(1)}`)
    expect(hash).toMatchObject({ deleted: '1', version: '3', fullName: '', avatar: '', matricule: '', sexe: '' })
    expect(await cache.set(exampleUser(1, { version: 4 }))).toEqual(['written'])
    expect(await cache.get(exampleUserId(1))).toMatchObject({ deleted: false, fullName: 'Rudo Sibanda v4' })
  })

  it('survives an invalidation: a fill under way cannot bring an older version back', async () => {
    await cache.set(exampleUser(1, { version: 5 }))
    expect(await cache.invalidate(exampleUserId(1))).toBe(true)
    expect(await cache.get(exampleUserId(1))).toBeNull()
    expect(await cache.set(exampleUser(1, { version: 4 }))).toEqual(['superseded'])
    expect(await cache.set(exampleUser(1, { version: 5 }))).toEqual(['written'])
    expect(await cache.invalidate(exampleUserId(2))).toBe(false)
  })

  it('is known to a Redis that has forgotten its scripts', async () => {
    await cache.set(exampleUser(1))
    await redis.client.script('FLUSH')
    expect(await cache.set(exampleUser(1, { version: 2 }))).toEqual(['written'])
  })
})

describe('reading', () => {
  it('keeps order and duplicates in one round trip', async () => {
    await cache.set([exampleUser(1), exampleUser(2)])
    const ids = [2, 1, 3, 2].map(exampleUserId)
    await cache.batchGet(ids)
    const writes = vi.spyOn(redis.client.stream, 'write')
    const users = await cache.batchGet(ids)
    expect(writes).toHaveBeenCalledTimes(1)
    writes.mockRestore()
    expect(users.map((user) => user?.userId ?? null)).toEqual([ids[0], ids[1], null, ids[3]])
    expect(await cache.batchGet([])).toEqual([])
  })

  it('scans all ids in batches of the size asked for', async () => {
    await cache.set(Array.from({ length: 120 }, (_, n) => exampleUser(n)))
    const batches = []
    for await (const batch of cache.scanIds(50)) batches.push(batch)
    expect(batches.every((batch) => batch.length <= 50)).toBe(true)
    expect(new Set(batches.flat()).size).toBe(120)
  })
})

describe('unknown ids', () => {
  it('are remembered for 30 s at most, and forgotten at once when the user comes', async () => {
    const id = exampleUserId(1)
    expect(await cache.markUnknown([id])).toEqual([true])
    expect(await cache.areUnknown(exampleTenantId, [id])).toEqual([true])
    expect(await redis.client.ttl(`user:unknown:${id}`)).toBeLessThanOrEqual(30)
    await cache.set(exampleUser(1))
    expect(await cache.areUnknown(exampleTenantId, [id])).toEqual([false])
  })

  it('are not marked when the profile arrived first, nor when one was only just invalidated', async () => {
    await cache.set([exampleUser(1), exampleUser(2)])
    await cache.invalidate(exampleUserId(2))
    expect(await cache.markUnknown([1, 2, 3].map(exampleUserId))).toEqual([false, false, true])
  })

  it('of one tenant are not unknown in another', async () => {
    await cache.markForeign(otherTenantId, [exampleUserId(1)])
    expect(await cache.areUnknown(otherTenantId, [exampleUserId(1)])).toEqual([true])
    expect(await cache.areUnknown(exampleTenantId, [exampleUserId(1)])).toEqual([false])
  })
})

describe('removing', () => {
  it('by a person of another tenant removes nothing', async () => {
    await cache.set(exampleUser(1))
    expect(await cache.invalidate(exampleUserId(1), { tenantId: otherTenantId })).toBe(false)
    expect(await cache.get(exampleUserId(1))).not.toBeNull()
    expect(await cache.invalidate(exampleUserId(1), { tenantId: exampleTenantId })).toBe(true)
  })

  it('drops an orphan only at the version that was looked at', async () => {
    await cache.set([exampleUser(1, { version: 2 }), exampleUser(2)])
    const seen = [
      { userId: exampleUserId(1), version: 1 },
      { userId: exampleUserId(2), version: 1 },
    ]
    expect(await cache.drop(seen)).toBe(1)
    expect(await cache.get(exampleUserId(1))).toMatchObject({ version: 2 })
  })
})
