import { createLogger } from '@rollcall/service-kit/logger'
import { createMetrics } from '@rollcall/service-kit/metrics'
import { createPool, type Pool } from '@rollcall/service-kit/postgres'
import { startRedisServer, type TestRedisServer } from '@rollcall/testing/redis-server'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { exampleTenantId, exampleUser, exampleUserId } from '@rollcall/user-cache/test-support/example-user'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openCache } from './open-cache.js'

const logger = createLogger({ service: 'test', level: 'silent' })
const metrics = createMetrics('test')
const known = new Map([1, 2].map((n) => [exampleUserId(n), exampleUser(n)] as const))
const directory = {
  snapshot: async (ids: string[]) => ({
    items: ids.flatMap((id) => known.get(id) ?? []),
    missing: ids.filter((id) => !known.has(id)),
    unreadable: [],
  }),
}

let db: TestDatabase
let pool: Pool
let server: TestRedisServer
let userCache: Awaited<ReturnType<typeof openCache>>
beforeAll(async () => {
  db = await createTestDatabase('chat')
  pool = createPool({ connectionString: db.url, logger, role: 'rollcall_system' })
  server = await startRedisServer({ role: 'cache', maxMemory: '64mb' })
  userCache = await openCache({ url: server.url, pool, directory, logger, metrics })
})
afterAll(async () => {
  await userCache.close()
  await pool.end()
  await server.stop()
  await db.drop()
})

it('the figures are those of the reads, and a Redis that is away is said to be', async () => {
  const { reader, readStats } = userCache
  await reader.byIds(exampleTenantId, [1, 2, 3].map(exampleUserId))
  await reader.byIds(exampleTenantId, [1, 2, 3].map(exampleUserId))
  expect(await readStats()).toMatchObject({
    ...{ totalCached: 2, ttl: 604_800, ttlHours: 168, hits: 2, misses: 3, fallbacks: 3, negatives: 1, errors: 0 },
    ...{ hitRate: 2 / 5, hitRateAll: 2 / 5, maxMemoryBytes: 64 * 1024 * 1024, evictions: 0 },
    ...{ breaker: 'closed', redis: 'up', bytesPerUser: expect.any(Number), memoryBytes: expect.any(Number) },
  })
  expect(await metrics.registry.metrics()).toMatch(/rollcall_user_cache_reads_total\{outcome="hits",service="test"\} 2/)

  await server.kill()
  await vi.waitFor(async () => expect((await readStats()).redis).toBe('down'))
  await expect(userCache.readiness.check()).rejects.toThrow(/Redis/)
  expect(await readStats()).toMatchObject({ totalCached: 2, memoryBytes: null, bytesPerUser: null, hits: 2 })
  expect((await reader.byId(exampleTenantId, exampleUserId(1))).source).toBe('directory')

  await server.restart()
  await vi.waitFor(async () => expect(await readStats()).toMatchObject({ redis: 'up', totalCached: 0 }), {
    timeout: 5000,
  })
  await userCache.readiness.check()
})

it('without Postgres the counts are this replica’s own', async () => {
  const away = createPool({ connectionString: 'postgresql://nobody@127.0.0.1:1/nowhere', logger })
  const alone = await openCache({ url: server.url, pool: away, directory, logger, metrics: createMetrics('test') })
  await alone.reader.byId(exampleTenantId, exampleUserId(1))
  expect(await alone.readStats()).toMatchObject({ misses: 1, hitRate: null, hitRateAll: 0, redis: 'up' })
  await alone.close().catch(() => {})
  await away.end()
})
