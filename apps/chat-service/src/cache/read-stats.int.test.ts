import { createPool } from '@rollcall/service-kit/postgres'
import { startRedisServer } from '@rollcall/testing/redis-server'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { exampleTenantId, exampleUser, exampleUserId } from '@rollcall/user-cache/test-support/example-user'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type CacheFixture, createCacheFixture } from './test-support/cache-fixture.js'

const patience = { timeout: 5000 }
const ids = [1, 2, 3].map(exampleUserId)

let fixture: CacheFixture
beforeAll(async () => {
  fixture = createCacheFixture({
    db: await createTestDatabase('chat'),
    redis: await startRedisServer({ role: 'cache', maxMemory: '64mb' }),
    queue: await createTestRedis(),
  })
  for (const n of [1, 2]) fixture.users.set(exampleUserId(n), exampleUser(n))
})
beforeEach(() => fixture.db.pool.query('TRUNCATE cache_sample'))
afterAll(() => fixture.close())

describe('the figures of the cache', () => {
  it('are those of the reads, and a Redis that is away is said to be', async () => {
    const { reader, cacheDesk, metrics, readiness } = await fixture.open()
    await reader.byIds(exampleTenantId, ids)
    await reader.byIds(exampleTenantId, ids)
    expect(await cacheDesk.stats()).toMatchObject({
      ...{ totalCached: 2, ttl: 604_800, ttlHours: 168, hits: 2, misses: 3, fallbacks: 3, negatives: 1, errors: 0 },
      ...{ hitRate: 2 / 5, hitRateAll: 2 / 5, maxMemoryBytes: 64 * 1024 * 1024, evictions: 0 },
      ...{ breaker: 'closed', redis: 'up', bytesPerUser: expect.any(Number), memoryBytes: expect.any(Number) },
      ...{ replicas: 1, alerts: [], ttlDistribution: { sampled: 2, endless: 0 } },
      rates: { quarter: { reads: 6 }, day: { reads: 6, hitRate: 2 / 5 } },
    })
    const metric = /rollcall_user_cache_reads_total\{outcome="redisHits",service="test"\} 2/
    expect(await metrics.registry.metrics()).toMatch(metric)

    await fixture.redis.kill()
    await vi.waitFor(async () => expect((await cacheDesk.stats()).redis).toBe('down'), patience)
    await expect(readiness.check()).rejects.toThrow(/Redis/)
    expect(await cacheDesk.stats()).toMatchObject({
      ...{ totalCached: 2, memoryBytes: null, bytesPerUser: null, ttlDistribution: null, hits: 2 },
      alerts: [{ kind: 'redis-down', value: null, threshold: null }],
    })
    expect((await reader.byId(exampleTenantId, exampleUserId(1))).source).toBe('directory')

    await fixture.redis.restart()
    await vi.waitFor(async () => {
      expect(await cacheDesk.stats()).toMatchObject({ redis: 'up', totalCached: 0, alerts: [] })
    }, patience)
    await readiness.check()
  })

  it('without Postgres are this replica’s own', async () => {
    const { logger } = fixture
    const away = createPool({ connectionString: 'postgresql://nobody@127.0.0.1:1/nowhere', logger })
    const alone = await fixture.open({ pool: away })
    await alone.reader.byIds(exampleTenantId, [2, 4].map(exampleUserId))
    const { hits, misses, ...rest } = await alone.cacheDesk.stats()
    expect(hits + misses).toBe(2)
    expect(rest).toMatchObject({ hitRate: null, hitRateAll: hits / 2, redis: 'up', replicas: 1 })
    await alone.close().catch(() => {})
    await away.end()
  })

  it('are the sum of two replicas, and outlive them', async () => {
    const [a, b] = [await fixture.open(), await fixture.open()]
    for (const { reader } of [a, b]) await reader.byIds(exampleTenantId, ids.slice(0, 2))
    await a.cacheDesk.stats()
    const both = await b.cacheDesk.stats()
    expect(both).toMatchObject({ replicas: 2, rates: { quarter: { reads: 4 } } })
    expect(both.hits + both.misses).toBe(4)
    await Promise.all([a.close(), b.close()])
    const next = await fixture.open()
    const { hits, misses } = await next.cacheDesk.stats()
    expect(hits + misses).toBe(4)
    expect((await next.cacheDesk.history(5)).at(-1)?.hitRate).not.toBeNull()
    await next.close()
  })

  it('name what waits in the queue, and are silent about a queue that is away', async () => {
    const publisher = fixture.bus.createPublisher()
    const replica = await fixture.open({ thresholds: { hitRate: 0.7, memory: 0.8, pending: 2 } })
    const events = JSON.stringify([{ any: 'event' }])
    await vi.waitFor(() => publisher.check(), patience)
    await publisher.publish(
      Array.from({ length: 3 }, () => ({ lane: 'interactive' as const, count: 1, events })),
      'chat',
    )
    await vi.waitFor(async () => {
      const { pending, alerts } = await replica.cacheDesk.stats()
      expect([pending, alerts]).toEqual([3, [{ kind: 'pending', value: 3, threshold: 2 }]])
    }, patience)
    await publisher.close()
    const gone = {
      createInspector: () => ({ ...fixture.bus.createInspector(), depth: () => Promise.reject(new Error('away')) }),
    }
    const other = await fixture.open({ bus: gone })
    expect(await other.cacheDesk.stats()).toMatchObject({ pending: null, alerts: [] })
    await Promise.all([replica.close(), other.close()])
  })
})
