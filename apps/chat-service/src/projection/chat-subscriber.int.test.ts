import { randomUUID } from 'node:crypto'
import { createEventBus } from '@rollcall/event-bus/create-event-bus'
import type { EventPublisher } from '@rollcall/event-bus/port'
import { sampleKeys } from '@rollcall/event-bus/test-support/sample-keys'
import { createLogger } from '@rollcall/service-kit/logger'
import { createMetrics } from '@rollcall/service-kit/metrics'
import { createPool, type Pool } from '@rollcall/service-kit/postgres'
import { createRedis } from '@rollcall/service-kit/redis'
import { createTenantPool } from '@rollcall/service-kit/tenant-pool'
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
import { compareProfiles } from './test-support/compare-profiles.js'

const logger = createLogger({ service: 'test', level: 'silent' })
const tenantId = '0192f000-0000-7000-8000-000000000001'
const patience = { timeout: 15_000, interval: 50 }

let db: TestDatabase
let pool: Pool
let people: Pool
let queue: TestRedis
let server: TestRedisServer
let redis: Redis
let directory: DirectoryServer
let cache: UserCache
let publisher: EventPublisher
let subscriber: Subscriber

beforeAll(async () => {
  db = await createTestDatabase('chat')
  pool = createPool({ connectionString: db.url, logger, role: 'rollcall_system' })
  people = createTenantPool({ connectionString: db.url, logger })
  queue = await createTestRedis()
  server = await startRedisServer({ role: 'cache' })
  redis = createRedis(server.url, { logger, name: 'cache', maxRetriesPerRequest: 1, commandTimeout: 1000 })
  directory = await startDirectoryServer(db.url, {
    procedures: { compare: ({ profiles }) => compareProfiles(directory.users, profiles) },
  })
  cache = createUserCache({ redis, logger })
  const bus = createEventBus({ url: queue.url, logger, keys: sampleKeys })
  publisher = bus.createPublisher()
  subscriber = createChatSubscriber({
    bus,
    pool,
    people,
    logger,
    metrics: createMetrics('test'),
    cache,
    directory: createDirectoryClient({ authServiceUrl: directory.url, token: async () => 'token' }),
  })
  await subscriber.start()
  // A broker met for the first time may have lost something: the subscriber reconciles for that as well.
  const isSettled = async () =>
    (await subscriber.reconcile.runs(10)).some(({ reason, state }) => reason === 'missed messages' && state === 'done')
  await vi.waitFor(async () => expect(await isSettled()).toBe(true), patience)
})
beforeEach(async () => {
  await redis.flushdb()
  directory.users.clear()
})
afterAll(async () => {
  await subscriber.stop()
  await publisher.close()
  redis.disconnect()
  await Promise.all([pool.end(), people.end()])
  await directory.close()
  await Promise.all([server.stop(), queue.close(), db.drop()])
})

const publish = (...events: unknown[]) =>
  vi.waitFor(
    () => publisher.publish([{ lane: 'interactive', count: events.length, events: JSON.stringify(events) }]),
    patience,
  )
const reconcile = (mode: 'preview' | 'apply' = 'apply') =>
  vi.waitFor(() => subscriber.reconcile.runToEnd({ mode, reason: 'test' }), patience)
const differencesOf = async ({ id }: { id: string }) =>
  (await subscriber.reconcile.run({ id, tenantId, after: 0, limit: 100 })).items
const drift = async () => (await subscriber.reconcile.drift()).differing

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
  it('repairs what is stale or ahead, removes orphans, and loads nothing else', async () => {
    const [stale, orphan, ahead, same] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
    const uncached = randomUUID()
    const unchanged = sampleUser(same, 2)
    await cache.set([sampleUser(stale, 1), sampleUser(orphan, 4), sampleUser(ahead, 9), unchanged])
    directory.put(sampleUser(stale, 3), sampleUser(ahead, 5), unchanged, sampleUser(uncached, 1))
    expect(await drift()).toBe(3)
    const run = await reconcile()
    expect(run).toMatchObject({ checked: 4, stale: 1, ahead: 1, orphaned: 1, missing: 0, repaired: 3 })
    const versions = (await cache.batchGet([stale, orphan, ahead, same, uncached])).map((user) => user?.version ?? null)
    expect(versions).toEqual([3, null, 5, 2, null])
    expect(await drift()).toBe(0)
  })

  it('finds what somebody changed in redis-cli and names the field, before it puts it right', async () => {
    const user = sampleUser(randomUUID(), 2, { firstName: 'Zoë', avatar: 'https://a.test/é.png' })
    directory.put(user)
    await cache.set(user)
    await redis.hset(`user:profile:${user.userId}`, 'fullName', 'Somebody Else')

    const preview = await reconcile('preview')
    expect(preview).toMatchObject({ tampered: 1, repaired: 0 })
    expect(await differencesOf(preview)).toMatchObject([
      {
        ...{ userId: user.userId, kind: 'tampered', keptVersion: 2, directoryVersion: 2, repaired: false },
        fields: [{ field: 'fullName', kept: 'Somebody Else', directory: 'Zoë Sibanda' }],
      },
    ])
    expect(await cache.get(user.userId)).toMatchObject({ fullName: 'Somebody Else' })

    expect(await reconcile()).toMatchObject({ tampered: 1, repaired: 1 })
    expect(await cache.get(user.userId)).toMatchObject({ fullName: 'Zoë Sibanda', avatar: 'https://a.test/é.png' })
    expect(await drift()).toBe(0)
  })

  it.each([
    ['fullName', ''],
    ['avatar', 'x'],
    ['matricule', 'x'],
    ['ministere', 'x'],
    ['sexe', 'x'],
    ['updatedAt', '1'],
    ['updatedAt', 'x'],
    ['tenantId', '0192f000-0000-7000-8000-000000000002'],
    ['tenantId', 'x'],
    ['deleted', '1'],
    ['deleted', 'x'],
  ])('names %s where it became %j, and mends it', async (field, value) => {
    const user = sampleUser(randomUUID(), 2)
    directory.put(user)
    await cache.set(user)
    const before = await redis.hgetall(`user:profile:${user.userId}`)
    await redis.hset(`user:profile:${user.userId}`, field, value)
    const run = await reconcile()
    expect(run).toMatchObject({ tampered: 1, repaired: 1 })
    expect((await differencesOf(run))[0]?.fields.map((difference) => difference.field)).toEqual([field])
    const mended = await redis.hgetall(`user:profile:${user.userId}`)
    expect(mended).toEqual({ ...before, syncedAt: mended.syncedAt, origin: 'reconcile' })
  })

  it('replaces what has no version or is no hash, drops it where nobody is known, and leaves other keys alone', async () => {
    const [broken, text, stranger] = [sampleUser(randomUUID(), 2), sampleUser(randomUUID(), 2), randomUUID()]
    directory.put(broken, text)
    await redis.hset(`user:profile:${broken.userId}`, { fullName: 'Nobody', version: '1e9' })
    await redis.set(`user:profile:${text.userId}`, 'text')
    await redis.set(`user:profile:${stranger}`, 'text')
    await redis.set('user:profile:not-a-user', 'text')
    expect(await reconcile()).toMatchObject({ checked: 3, orphaned: 1, repaired: 3 })
    const users = await cache.batchGet([broken.userId, text.userId])
    expect(users.map((user) => user?.fullName)).toEqual(['Rudo Sibanda', 'Rudo Sibanda'])
    expect(await redis.exists(`user:profile:${stranger}`)).toBe(0)
    expect(await redis.get('user:profile:not-a-user')).toBe('text')
    expect(await drift()).toBe(0)
  })

  it('leaves a tombstone without personal data as it is, and makes one of a profile that should be one', async () => {
    const deletedAt = new Date().toISOString()
    const [kept, alive] = [sampleUser(randomUUID(), 3, { deletedAt }), sampleUser(randomUUID(), 3, { deletedAt })]
    directory.put(kept, alive)
    await cache.set([kept, alive])
    await redis.hset(`user:profile:${alive.userId}`, { deleted: '0', fullName: 'Rudo Sibanda' })
    expect(await reconcile()).toMatchObject({ tampered: 1, repaired: 1 })
    expect(await cache.get(alive.userId)).toMatchObject({ deleted: true, fullName: '' })
  })

  it('goes through more users than a batch, and asks for no snapshot when nothing differs', async () => {
    const users = Array.from({ length: 4200 }, () => sampleUser(randomUUID(), 1))
    directory.put(...users)
    await cache.set(users)
    directory.calls.length = 0
    const run = await reconcile()
    expect(run).toMatchObject({ state: 'done', repaired: 0, total: 4200, done: 4200 })
    expect(run.checked).toBeGreaterThanOrEqual(4200)
    expect(new Set(directory.calls)).toEqual(new Set(['pauses', 'compare']))
  })

  it('brings one person up to date, cached or not', async () => {
    const user = sampleUser(randomUUID(), 2)
    directory.put(user)
    expect(await subscriber.repairUser(tenantId, user.userId)).toEqual({ outcome: 'repaired', version: 2 })
    expect(await subscriber.repairUser(tenantId, user.userId)).toEqual({ outcome: 'already', version: 2 })
    expect(await cache.get(user.userId)).toMatchObject({ version: 2 })
  })
})

it('says who is here, deleted or not cached, and another organisation’s user is as one who is not cached', async () => {
  const [present, deleted, foreign, none] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  await cache.set([
    sampleUser(present, 2),
    sampleUser(deleted, 3, { deletedAt: new Date().toISOString() }),
    sampleUser(foreign, 1, { tenantId: '0192f000-0000-7000-8000-000000000002' }),
  ])
  const items = await subscriber.arrivals(tenantId, [present, deleted, foreign, none])
  expect(items.map(({ version, state }) => [version, state])).toEqual([
    [2, 'present'],
    [3, 'deleted'],
    [null, 'not_cached'],
    [null, 'not_cached'],
  ])
  expect({ ...items[2], userId: none }).toEqual(items[3])
})
