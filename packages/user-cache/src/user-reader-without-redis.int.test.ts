import type { DirectoryUser } from '@rollcall/events/user-event'
import { createLogger } from '@rollcall/service-kit/logger'
import { createRedis } from '@rollcall/service-kit/redis'
import { startRedisServer, type TestRedisServer } from '@rollcall/testing/redis-server'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { exampleTenantId, exampleUser, exampleUserId } from './test-support/example-user.js'
import { createUserCache } from './user-cache.js'
import { createUserReader, type UserReader } from './user-reader.js'

const logger = createLogger({ service: 'test', level: 'silent' })
const users = new Map<string, DirectoryUser>(
  Array.from({ length: 3000 }, (_, n) => [exampleUserId(n), exampleUser(n)] as const),
)

let server: TestRedisServer
let redis: Redis
let reader: UserReader
let running = 0
let mostAtOnce = 0

beforeAll(async () => {
  server = await startRedisServer()
  redis = createRedis(server.url, {
    logger,
    name: 'cache',
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: 300,
  })
  reader = createUserReader({
    cache: createUserCache({ redis, logger }),
    logger,
    maxConcurrentFetches: 2,
    fetchMany: async (ids) => {
      running += 1
      mostAtOnce = Math.max(mostAtOnce, running)
      await new Promise((resolve) => setTimeout(resolve, 5))
      running -= 1
      return { items: ids.flatMap((id) => users.get(id) ?? []), missing: ids.filter((id) => !users.has(id)) }
    },
  })
  await vi.waitFor(() => expect(redis.status).toBe('ready'))
})
afterAll(async () => {
  reader.close()
  redis.disconnect()
  await server.stop()
})

const read = (n: number) => reader.byId(exampleTenantId, exampleUserId(n))
const expectCacheToHeal = () =>
  vi.waitFor(async () => expect(await read(1)).toMatchObject({ source: 'cache' }), { timeout: 10_000, interval: 100 })

it('a Redis that was killed is read past, under a limit, and used again when it is back', async () => {
  await expectCacheToHeal()
  await server.kill()
  const started = performance.now()
  const profiles = await Promise.all(Array.from({ length: 2000 }, (_, n) => read(n)))
  expect(profiles.every(({ source }) => source === 'directory')).toBe(true)
  expect(performance.now() - started).toBeLessThan(3000)
  expect(mostAtOnce).toBeLessThanOrEqual(2)
  await expect(read(5000)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(reader.counts().errors).toBeGreaterThan(0)
  await server.restart()
  await expectCacheToHeal()
})

it('a Redis that accepts connections and does not answer holds nobody up for long', async () => {
  await expectCacheToHeal()
  process.kill(server.pid(), 'SIGSTOP')
  const started = performance.now()
  expect(await read(1)).toMatchObject({ source: 'directory' })
  expect(performance.now() - started).toBeLessThan(1500)
  process.kill(server.pid(), 'SIGCONT')
  await expectCacheToHeal()
})
