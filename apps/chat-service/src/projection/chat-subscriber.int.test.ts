import { randomUUID } from 'node:crypto'
import { createBullMqBus } from '@rollcall/event-bus/bullmq/bullmq-bus'
import type { EventPublisher } from '@rollcall/event-bus/port'
import { createLogger } from '@rollcall/service-kit/logger'
import { createMetrics } from '@rollcall/service-kit/metrics'
import { createPool, type Pool } from '@rollcall/service-kit/postgres'
import { createRedis } from '@rollcall/service-kit/redis'
import { createDirectoryClient } from '@rollcall/subscriber/directory-client'
import type { Subscriber } from '@rollcall/subscriber/subscriber'
import { type DirectoryServer, startDirectoryServer } from '@rollcall/subscriber/test-support/directory-server'
import { sampleEvent, sampleUser } from '@rollcall/subscriber/test-support/sample-event'
import { startRedisServer, type TestRedisServer } from '@rollcall/testing/redis-server'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis, type TestRedis } from '@rollcall/testing/test-redis'
import { createUserCache, type UserCache } from '@rollcall/user-cache/user-cache'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createChatSubscriber } from './create-chat-subscriber.js'
import { readVersions } from './read-versions.js'

const logger = createLogger({ service: 'test', level: 'silent' })
const tenantId = '0192f000-0000-7000-8000-000000000001'
const patience = { timeout: 15_000, interval: 50 }

let db: TestDatabase
let pool: Pool
let queue: TestRedis
let server: TestRedisServer
let redis: Redis
let directory: DirectoryServer
let cache: UserCache
let publisher: EventPublisher
let subscriber: Subscriber

beforeAll(async () => {
  db = await createTestDatabase('chat')
  pool = createPool({ connectionString: db.url, logger })
  queue = await createTestRedis()
  server = await startRedisServer({ role: 'cache' })
  redis = createRedis(server.url, { logger, name: 'cache', maxRetriesPerRequest: 1, commandTimeout: 1000 })
  directory = await startDirectoryServer(db.url)
  cache = createUserCache({ redis, logger })
  const bus = createBullMqBus({ url: queue.url, logger, subscribers: ['chat'] })
  publisher = bus.createPublisher()
  subscriber = createChatSubscriber({
    bus,
    pool,
    logger,
    metrics: createMetrics('test'),
    cache,
    directory: createDirectoryClient({ authServiceUrl: directory.url, token: async () => 'token' }),
  })
  await subscriber.start()
  await vi.waitFor(async () => expect((await subscriber.status()).reconcile.last).not.toBeNull(), patience)
})
beforeEach(async () => {
  await redis.flushdb()
  directory.users.clear()
})
afterAll(async () => {
  await subscriber.stop()
  await publisher.close()
  redis.disconnect()
  await pool.end()
  await directory.close()
  await Promise.all([server.stop(), queue.close(), db.drop()])
})

const publish = (...events: unknown[]) =>
  vi.waitFor(
    () => publisher.publish([{ lane: 'interactive', count: events.length, events: JSON.stringify(events) }]),
    patience,
  )
const reconcile = async () => {
  const before = (await subscriber.status()).reconcile.last?.at
  expect(await subscriber.reconcile('test')).toEqual({ started: true })
  await vi.waitFor(async () => expect((await subscriber.status()).reconcile.last?.at).not.toBe(before), patience)
  return (await subscriber.status()).reconcile.last
}

describe('events', () => {
  it('end at the newest version, whatever the order, and stay deleted after a late update', async () => {
    const [a, b] = [randomUUID(), randomUUID()]
    for (const version of [3, 1, 2, 3]) await publish(sampleEvent(a, version, { lastName: `v${version}` }))
    await publish(
      sampleEvent(b, 1),
      sampleEvent(b, 3, { deletedAt: new Date().toISOString() }),
      sampleEvent(b, 2, { lastName: 'late' }),
    )
    await vi.waitFor(async () => expect(await cache.get(b)).toMatchObject({ version: 3, deleted: true }), patience)
    await vi.waitFor(async () => expect(await cache.get(a)).toMatchObject({ fullName: 'Rudo v3' }), patience)
    expect(await cache.get(b)).toMatchObject({ fullName: '' })
  })

  it('that arrive while the cache is away are applied when it is back', async () => {
    const id = randomUUID()
    await server.kill()
    await publish(sampleEvent(id, 1))
    await server.restart()
    await vi.waitFor(async () => expect(await cache.get(id)).toMatchObject({ version: 1 }), patience)
    expect(await subscriber.status()).toMatchObject({ parked: 0, retrying: 0 })
  })
})

describe('reconcile', () => {
  it('repairs what is stale, removes orphans, drops what is ahead, and loads nothing else', async () => {
    const [stale, orphan, ahead, same] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
    const uncached = randomUUID()
    await cache.set([sampleUser(stale, 1), sampleUser(orphan, 4), sampleUser(ahead, 9), sampleUser(same, 2)])
    directory.put(sampleUser(stale, 3), sampleUser(ahead, 5), sampleUser(same, 2), sampleUser(uncached, 1))
    expect(await subscriber.drift()).toBeGreaterThan(0)
    expect(await reconcile()).toMatchObject({ checked: 4, repaired: 2, orphans: 1, reason: 'test' })
    const versions = (await cache.batchGet([stale, orphan, ahead, same, uncached])).map((user) => user?.version ?? null)
    expect(versions).toEqual([3, null, null, 2, null])
    expect(await subscriber.drift()).toBe(0)
  })

  it('goes through more users than one batch, and asks for no snapshot when nothing differs', async () => {
    const users = Array.from({ length: 1200 }, () => sampleUser(randomUUID(), 1))
    directory.put(...users)
    await cache.set(users)
    directory.calls.length = 0
    const result = await reconcile()
    expect(result).toMatchObject({ repaired: 0, orphans: 0 })
    expect(result?.checked).toBeGreaterThanOrEqual(1200)
    expect(new Set(directory.calls)).toEqual(new Set(['versions']))
  })
})

describe('readVersions', () => {
  it('tells present, deleted and not cached apart, and another tenant’s as not cached', async () => {
    const [present, deleted, foreign, none] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
    await cache.set([
      sampleUser(present, 2),
      sampleUser(deleted, 3, { deletedAt: new Date().toISOString() }),
      sampleUser(foreign, 1, { tenantId: '0192f000-0000-7000-8000-000000000002' }),
    ])
    const items = await readVersions(cache, tenantId, [present, deleted, foreign, none])
    expect(items.map(({ version, state }) => [version, state])).toEqual([
      [2, 'present'],
      [3, 'deleted'],
      [null, 'not_cached'],
      [null, 'not_cached'],
    ])
    expect({ ...items[2], userId: none }).toEqual(items[3])
  })
})
