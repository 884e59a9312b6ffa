import { startRedisServer } from '@rollcall/testing/redis-server'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { exampleTenantId, exampleUser, exampleUserId } from '@rollcall/user-cache/test-support/example-user'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CacheFixture, createCacheFixture } from './test-support/cache-fixture.js'

const people = 20_000

let fixture: CacheFixture
beforeAll(async () => {
  fixture = createCacheFixture({
    db: await createTestDatabase('chat'),
    redis: await startRedisServer({ role: 'cache', maxMemory: '4mb' }),
    queue: await createTestRedis(),
  })
  for (let n = 0; n < people; n += 1) fixture.users.set(exampleUserId(n), exampleUser(n))
})
afterAll(() => fixture.close())

it('a Redis that is full evicts and goes on, and the figures say so: evictions, memory, a falling hit rate', async () => {
  const { reader, cacheDesk, close } = await fixture.open()
  const readAll = async () => {
    for (let from = 0; from < people; from += 500) {
      const ids = Array.from({ length: 500 }, (_, n) => exampleUserId(from + n))
      const { items, errors } = await reader.byIds(exampleTenantId, ids)
      expect([items.length, errors]).toEqual([500, []])
    }
  }
  await readAll()
  await readAll()
  const stats = await cacheDesk.stats()
  expect(stats.maxMemoryBytes).toBe(4 * 1024 * 1024)
  expect(stats.evictions).toBeGreaterThan(1000)
  expect(stats.totalCached).toBeLessThan(people)
  expect(stats.hitRate).toBeLessThan(0.5)
  expect(stats.alerts.map(({ kind }) => kind)).toEqual(['low-hit-rate', 'memory'])
  expect(stats.errors).toBe(0)
  await close()
}, 60_000)
