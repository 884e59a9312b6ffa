import { createLogger } from '@rollcall/service-kit/logger'
import { createTestRedis, type TestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createProfileCounter } from './profile-counter.js'
import { exampleUser } from './test-support/example-user.js'
import { createUserCache } from './user-cache.js'

const logger = createLogger({ service: 'test', level: 'silent' })
let redis: TestRedis
beforeAll(async () => {
  redis = await createTestRedis()
})
afterAll(() => redis.close())

it('counts a small cache exactly at each call, and a large one by scans at most every 30 s', async () => {
  let now = 0
  const cache = createUserCache({ redis: redis.client, logger })
  const count = createProfileCounter({ redis: redis.client, clock: () => now, exactUpTo: 20 })
  expect(await count()).toEqual({ count: 0, bytesPerUser: null, countedAt: 0 })
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
