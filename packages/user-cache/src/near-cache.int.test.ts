import { setTimeout as sleep } from 'node:timers/promises'
import { createLogger } from '@rollcall/service-kit/logger'
import { createRedis } from '@rollcall/service-kit/redis'
import { startTcpProxy, type TcpProxy } from '@rollcall/testing/faults/world/tcp-proxy'
import { startRedisServer, type TestRedisServer } from '@rollcall/testing/redis-server'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { NearOptions } from './near-cache.js'
import { exampleTenantId, exampleUser, exampleUserId } from './test-support/example-user.js'
import { createMemoryDirectory } from './test-support/memory-directory.js'
import { createUserCache, type UserCache } from './user-cache.js'
import { createUserReader } from './user-reader.js'

const logger = createLogger({ service: 'test', level: 'silent' })
const staleBoundMs = 600
const near = { maxEntries: 100, maxBytes: 1_000_000, staleBoundMs }

interface NearProcess {
  cache: UserCache
  redis: Redis
  /** Carries reads and writes. */
  reads: TcpProxy
  /** Carries invalidations. */
  line: TcpProxy
  close: () => Promise<void>
}

/** A user cache with a near cache, as one process has it, whose two connections can be tampered with one by one. */
async function openNearProcess(server: { url: string; port: number }, near: NearOptions): Promise<NearProcess> {
  const [reads, line] = await Promise.all([startTcpProxy(server.port), startTcpProxy(server.port)])
  const url = new URL(server.url)
  url.port = String(reads.port)
  const redis = createRedis(url.href, { logger, name: 'cache', maxRetriesPerRequest: 1, enableOfflineQueue: false })
  redis.duplicate = (override) => new Redis({ ...redis.options, ...override, port: line.port })
  await vi.waitFor(() => {
    if (redis.status !== 'ready') throw new Error(redis.status)
  })
  const cache = createUserCache({ redis, logger, near })
  await vi.waitFor(() => {
    if (cache.nearStats().state !== 'live') throw new Error('the near cache is not live yet')
  })
  return {
    ...{ cache, redis, reads, line },
    close: async () => {
      cache.close()
      redis.disconnect()
      await Promise.all([reads.close(), line.close()])
    },
  }
}

let server: TestRedisServer
let elsewhere: UserCache
let stranger: Redis
let here: NearProcess
beforeAll(async () => {
  server = await startRedisServer()
  stranger = new Redis(server.url)
  elsewhere = createUserCache({ redis: stranger, logger })
})
beforeEach(async () => {
  await stranger.flushall()
  here = await openNearProcess(server, near)
})
afterEach(() => here.close())
afterAll(async () => {
  stranger.disconnect()
  await server.stop()
})

const id = exampleUserId(1)
const key = `user:profile:${id}`
const held = (n = 1) => here.cache.near(exampleTenantId, exampleUserId(n))
/** Reads a user into the near cache. */
async function warm(n = 1) {
  // The word of its having been written may still be on its way, and then it isn't kept yet.
  await vi.waitFor(async () => {
    await here.cache.get(exampleUserId(n))
    expect(held(n)).toBeDefined()
  })
}
const expectForgotten = () =>
  vi.waitFor(() => expect(held()).toBeUndefined(), { timeout: staleBoundMs - 100, interval: 2 })

describe('the near cache', () => {
  it('answers without Redis what was read before, tombstones too, and only to the tenant whose user it is', async () => {
    await elsewhere.set([exampleUser(1), exampleUser(2, { deleted: true })])
    for (const n of [1, 2]) await warm(n)
    await here.cache.get(exampleUserId(3))
    const commands = vi.spyOn(here.redis, 'sendCommand')
    expect(await here.cache.get(id)).toMatchObject({ version: 1 })
    expect(await here.cache.batchGet([2, 1].map(exampleUserId))).toMatchObject([{ deleted: true }, { version: 1 }])
    expect(commands).not.toHaveBeenCalled()
    expect(here.cache.near('0192f000-0000-7000-8000-000000000002', id)).toBeUndefined()
    expect(held(3)).toBeUndefined()
  })

  it('forgets within moments what another process has written, and at once what this one writes', async () => {
    await elsewhere.set(exampleUser(1))
    await warm()
    await elsewhere.set(exampleUser(1, { version: 2 }))
    await expectForgotten()
    await warm()
    const written = here.cache.set(exampleUser(1, { version: 3 }))
    expect(held()).toBeUndefined()
    await written
    expect(await here.cache.get(id)).toMatchObject({ version: 3 })
  })

  it.each([
    ['a stranger’s hand', () => stranger.hset(key, 'fullName', 'Somebody')],
    ['an expiry', () => stranger.pexpire(key, 20)],
    ['a deletion', () => stranger.del(key)],
    ['an emptied Redis', () => stranger.flushall()],
    ['an invalidation', () => elsewhere.invalidate(id)],
    ['an orphan’s removal', () => elsewhere.drop([{ userId: id, version: 1 }])],
    ['a repair', () => elsewhere.repair([exampleUser(1, { avatar: 'https://a.test/1.png' })])],
  ])('hears of %s', async (_what, change) => {
    await elsewhere.set(exampleUser(1))
    await warm()
    await change()
    await expectForgotten()
  })

  it('does not keep what was on its way while the user changed', async () => {
    await elsewhere.set(exampleUser(1))
    await stranger.config('RESETSTAT')
    here.reads.stall('down')
    const reading = here.cache.get(id)
    await vi.waitFor(async () => expect(await stranger.info('commandstats')).toMatch(/cmdstat_hmget/))
    await elsewhere.set(exampleUser(1, { version: 2 }))
    // Long enough for the word of it, which comes another way.
    await sleep(50)
    here.reads.pass()
    expect(await reading).toMatchObject({ version: 1 })
    expect(held()).toBeUndefined()
    expect(await here.cache.get(id)).toMatchObject({ version: 2 })
  })

  it('stays within its entries and bytes', async () => {
    const users = Array.from({ length: 300 }, (_, n) => exampleUser(n, { avatar: `https://a.test/${'x'.repeat(900)}` }))
    await elsewhere.set(users)
    await vi.waitFor(async () => {
      await here.cache.batchGet(users.map(({ userId }) => userId))
      expect(here.cache.nearStats()).toMatchObject({ state: 'live', entries: 100 })
    })
    const small = await openNearProcess(server, { ...near, maxBytes: 50_000 })
    await small.cache.batchGet(users.map(({ userId }) => userId))
    expect(small.cache.nearStats().bytes).toBeLessThanOrEqual(50_000)
    expect(small.cache.nearStats().entries).toBeGreaterThan(5)
    expect(small.cache.nearStats().entries).toBeLessThan(50)
    await small.close()
  })
})

describe('when invalidations are cut', () => {
  /** Reads until the new version is given, and answers for how long the old one was after the write. */
  async function staleFor(version: number): Promise<number> {
    const writtenAt = performance.now()
    let staleMs = 0
    while ((await here.cache.get(id))?.version !== version) {
      staleMs = performance.now() - writtenAt
      if (staleMs > 10_000) throw new Error('the old version is given for ever')
      await sleep(5)
    }
    return staleMs
  }

  it.each([
    ['stand still', () => here.line.stall()],
    ['stand still on their way here', () => here.line.stall('down')],
    ['go nowhere, and nobody is told', () => here.line.abandon()],
    ['can’t be had', () => here.line.refuse()],
    ['break off', () => here.line.cut()],
  ])('nothing older than the bound is given: they %s', async (_how, fault) => {
    await elsewhere.set(exampleUser(1))
    await warm()
    fault()
    await elsewhere.set(exampleUser(1, { version: 2 }))
    expect(await staleFor(2)).toBeLessThan(staleBoundMs + 100)
    here.line.pass()
    await vi.waitFor(() => expect(here.cache.nearStats().state).toBe('live'), { timeout: 8000 })
    await warm()
    expect(held()).toMatchObject({ version: 2 })
  })

  it('a clock that is moved changes nothing', async () => {
    await elsewhere.set(exampleUser(1))
    await warm()
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      for (const year of [1999, 2077]) {
        vi.setSystemTime(new Date(`${year}-01-01T00:00:00Z`))
        expect(held()).toBeDefined()
        await elsewhere.set(exampleUser(1, { version: year }))
        await expectForgotten()
        await warm()
        expect(held()).toMatchObject({ version: year })
      }
    } finally {
      vi.useRealTimers()
    }
  })

  it('a Redis that refuses to tell of changes is read each time', async () => {
    await stranger.acl('SETUSER', 'default', '-client|tracking')
    const plain = await (async () => {
      const redis = new Redis(server.url)
      await redis.ping()
      const cache = createUserCache({ redis, logger, near })
      return { cache, redis }
    })()
    await elsewhere.set(exampleUser(1))
    expect(await plain.cache.get(id)).toMatchObject({ version: 1 })
    expect(plain.cache.near(exampleTenantId, id)).toBeUndefined()
    expect(plain.cache.nearStats().state).toBe('cut')
    await stranger.acl('SETUSER', 'default', '+client|tracking')
    // Nobody has to restart anything once it is allowed.
    await vi.waitFor(() => expect(plain.cache.nearStats().state).toBe('live'), { timeout: 8000 })
    plain.cache.close()
    plain.redis.disconnect()
  })
})

describe('while the directory is away', () => {
  it('the last value known is given, marked with its age; a stand-in only where there is none', async () => {
    const directory = createMemoryDirectory()
    const reader = createUserReader({ cache: here.cache, fetchMany: directory.fetchMany, logger })
    directory.store(exampleUser(1), exampleUser(2, { deleted: true }), exampleUser(3))
    await elsewhere.set([exampleUser(1), exampleUser(2, { deleted: true })])
    await warm(1)
    await warm(2)
    directory.state = 'down'
    await stranger.flushall()
    await expectForgotten()
    const ids = [1, 2, 3].map(exampleUserId)
    const { items, errors } = await reader.byIds(exampleTenantId, ids)
    expect(items).toMatchObject([{ userId: id, fullName: 'Rudo Sibanda v1', source: 'stale', ageSeconds: 0 }])
    expect(errors.map((error) => [error.id, error.code])).toEqual(ids.slice(1).map((absent) => [absent, 'UNAVAILABLE']))
    expect(await reader.byId(exampleTenantId, exampleUserId(3), 'stand-in')).toMatchObject({ source: 'stand-in' })
    expect(reader.counts()).toMatchObject({ staleServes: 1, standIns: 1 })
    // Neither is cached, and nobody of another organisation is given it.
    expect(await stranger.keys('user:profile:*')).toEqual([])
    const foreign = reader.byId('0192f000-0000-7000-8000-000000000002', id)
    await expect(foreign).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    directory.state = 'up'
    reader.close()
  })
})
