import { createLogger } from '@rollcall/service-kit/logger'
import { createTestRedis, type TestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { createProfileCounter } from './profile-counter.js'
import { exampleUser, exampleUserId } from './test-support/example-user.js'
import { createUserCache } from './user-cache.js'

const logger = createLogger({ service: 'test', level: 'silent' })
let redis: TestRedis
beforeAll(async () => {
  redis = await createTestRedis()
})
beforeEach(() => redis.client.flushdb())
afterAll(() => redis.close())

it('counts a small cache exactly at each call, and a large one by scans at most every 30 s', async () => {
  let now = 0
  const cache = createUserCache({ redis: redis.client, logger })
  const count = createProfileCounter({ redis: redis.client, clock: () => now, exactUpTo: 20 })
  expect(await count()).toEqual({ count: 0, bytesPerUser: null, ttlDistribution: null, countedAt: 0 })
  await cache.set(Array.from({ length: 10 }, (_, n) => exampleUser(n)))
  await cache.markUnknown(['0192f000-0000-7000-8000-0000000000ff'])
  const small = await count()
  expect(small).toMatchObject({ count: 10, countedAt: 0 })
  expect(small.bytesPerUser).toBeGreaterThan(150)
  expect(small.bytesPerUser).toBeLessThan(1000)

  await cache.set(Array.from({ length: 40 }, (_, n) => exampleUser(n)))
  await redis.client.set('something:else', '1')
  now = 29_000
  // Off by one: the key that is no profile was counted as one until the next scan.
  expect(await count()).toMatchObject({ count: 40 + 1, countedAt: 0 })
  now = 31_000
  await count()
  await vi.waitFor(async () => expect(await count()).toMatchObject({ count: 40, countedAt: 31_000 }))
})

it('says how long profiles still live, and which never end', async () => {
  const cache = createUserCache({ redis: redis.client, logger })
  await cache.set(Array.from({ length: 30 }, (_, n) => exampleUser(n)))
  const keyOf = (n: number) => `user:profile:${exampleUserId(n)}`
  await redis.client.persist(keyOf(0))
  await redis.client.expire(keyOf(1), 60)
  const { ttlDistribution } = await cache.getStats()
  expect(ttlDistribution).toMatchObject({ sampled: 30, endless: 1 })
  const counts = new Map(ttlDistribution?.buckets.map(({ upToSeconds, count }) => [upToSeconds, count]))
  expect(counts.get(3600)).toBe(1)
  expect(counts.get(7 * 86_400)).toBe(28)
})

it('a large cache is sampled by no more than 200 profiles, and scanned by 200 keys at a time', async () => {
  const cache = createUserCache({ redis: redis.client, logger })
  for (let from = 0; from < 12_000; from += 4000)
    await cache.set(Array.from({ length: 4000 }, (_, n) => exampleUser(from + n)))
  const scan = vi.spyOn(redis.client, 'scan')
  const count = createProfileCounter({ redis: redis.client, clock: Date.now })
  expect(await count()).toMatchObject({ count: 12_000, ttlDistribution: { sampled: 200, endless: 0 } })
  expect(new Set(scan.mock.calls.map(([, , , , keys]) => keys))).toEqual(new Set([200]))
  scan.mockRestore()
})
