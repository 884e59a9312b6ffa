import { setTimeout as sleep } from 'node:timers/promises'
import { createLogger } from '@rollcall/service-kit/logger'
import { createTestRedis, type TestRedis } from '@rollcall/testing/test-redis'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { exampleTenantId, exampleUser, exampleUserId } from './test-support/example-user.js'
import { createMemoryDirectory, type MemoryDirectory } from './test-support/memory-directory.js'
import { createUserCache, type UserCache } from './user-cache.js'
import { createUserReader, type UserReader } from './user-reader.js'

const logger = createLogger({ service: 'test', level: 'silent' })
const id = exampleUserId(1)
const key = `user:profile:${id}`

let redis: TestRedis
let directory: MemoryDirectory
/** Three processes, each with its own connection. */
let processes: { redis: Redis; cache: UserCache; reader: UserReader }[]
beforeAll(async () => {
  redis = await createTestRedis()
})
beforeEach(async () => {
  await redis.client.flushdb()
  directory = createMemoryDirectory()
  processes = Array.from({ length: 3 }, () => {
    const connection = new Redis(redis.url)
    const cache = createUserCache({ redis: connection, logger })
    const reader = createUserReader({ cache, fetchMany: directory.fetchMany, logger, breaker: { timeoutMs: 3000 } })
    return { redis: connection, cache, reader }
  })
})
afterEach(() => {
  for (const { redis: connection, reader } of processes) {
    reader.close()
    connection.disconnect()
  }
})
afterAll(() => redis.close())

const first = () => processes[0] ?? expect.unreachable('there are three processes')
const readBy = (process: { reader: UserReader }) => process.reader.byId(exampleTenantId, id)
const readAll = (times: number) =>
  Promise.all(processes.flatMap((process) => Array.from({ length: times }, () => readBy(process))))

describe('one question over all processes', () => {
  it('a hot key that expires under 1,000 readers of three processes costs the directory one call', async () => {
    directory.store(exampleUser(1))
    directory.whileAnswering = () => sleep(120)
    const profiles = await readAll(334)
    expect(profiles.every(({ fullName }) => fullName === 'Rudo Sibanda v1')).toBe(true)
    expect(directory.asked).toEqual([[id]])
    const shared = processes.reduce((sum, { reader }) => sum + reader.counts().coalesced, 0)
    // Of 1,002 readers one asked; whoever came after the answer was there found it in Redis.
    expect(shared).toBeGreaterThan(900)
    expect(await redis.client.keys('user:lease:*')).toEqual([])
  })

  it('an unknown id is asked for once, too', async () => {
    directory.whileAnswering = () => sleep(60)
    const answers = await Promise.allSettled(processes.map(readBy))
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(directory.asked).toHaveLength(1)
  })

  it('whoever asked and failed leaves it to the next at once', async () => {
    directory.store(exampleUser(1))
    let calls = 0
    directory.whileAnswering = async () => {
      calls += 1
      await sleep(30)
      if (calls === 1) throw new Error('connection reset')
    }
    const startedAt = performance.now()
    const answers = await Promise.allSettled(processes.map(readBy))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    expect(directory.asked).toHaveLength(2)
    expect(performance.now() - startedAt).toBeLessThan(1000)
  })

  it('a process that dies while it asks holds the others up for about a second', async () => {
    directory.store(exampleUser(1))
    await redis.client.set(`user:lease:${id}`, 'a process that is no more', 'PX', 60_000)
    const startedAt = performance.now()
    expect(await readBy(first())).toMatchObject({ fullName: 'Rudo Sibanda v1', source: 'directory' })
    expect(performance.now() - startedAt).toBeLessThan(2500)
    // Nobody knows what was told of the user meanwhile, so the answer is not kept.
    expect(await redis.client.exists(key)).toBe(0)
  })
})

describe('an answer that something overtook', () => {
  it('is not given and not kept when the newer version came and was evicted meanwhile', async () => {
    directory.store(exampleUser(1))
    directory.whileAnswering = async () => {
      if (directory.asked.length > 1) return
      directory.store(exampleUser(1, { version: 2 }))
      await first().cache.set(exampleUser(1, { version: 2 }))
      await redis.client.del(key)
    }
    expect(await readBy(first())).toMatchObject({ fullName: 'Rudo Sibanda v2' })
    expect(directory.asked).toHaveLength(2)
    expect(await first().cache.get(id)).toMatchObject({ version: 2, origin: 'fill' })
  })

  it('of an unknown id is no marker when the user came and was evicted meanwhile', async () => {
    directory.whileAnswering = async () => {
      if (directory.asked.length > 1) return
      directory.store(exampleUser(1))
      await first().cache.set(exampleUser(1))
      await redis.client.del(key)
    }
    expect(await readBy(first())).toMatchObject({ fullName: 'Rudo Sibanda v1' })
    expect(await redis.client.exists(`user:unknown:${id}`)).toBe(0)
  })

  it('is not kept when the profile was invalidated meanwhile', async () => {
    directory.store(exampleUser(1))
    directory.whileAnswering = async () => {
      if (directory.asked.length > 1) return
      directory.store(exampleUser(1, { version: 2 }))
      await first().cache.invalidate(id)
    }
    expect(await readBy(first())).toMatchObject({ fullName: 'Rudo Sibanda v2' })
  })

  it('is given in the end when the user never stops changing', async () => {
    let version = 1
    directory.store(exampleUser(1))
    directory.whileAnswering = async () => {
      version += 1
      directory.store(exampleUser(1, { version }))
      await first().cache.invalidate(id)
    }
    const profile = await readBy(first())
    expect(directory.asked).toHaveLength(3)
    expect(profile).toMatchObject({ fullName: 'Rudo Sibanda v3' })
  })
})

describe('a version that was given', () => {
  it('is never followed by an older one, though a late event wrote it after an eviction', async () => {
    directory.store(exampleUser(1, { version: 3 }))
    await first().cache.set(exampleUser(1, { version: 3 }))
    expect(await readBy(first())).toMatchObject({ fullName: 'Rudo Sibanda v3' })
    await redis.client.del(key)
    await first().cache.set(exampleUser(1, { version: 2 }))
    expect(await readBy(first())).toMatchObject({ fullName: 'Rudo Sibanda v3', source: 'directory' })
    expect(await first().cache.get(id)).toMatchObject({ version: 3 })
    directory.state = 'down'
    expect(await readBy(first())).toMatchObject({ fullName: 'Rudo Sibanda v3', source: 'cache' })
  })

  it('yields to a directory that was set back', async () => {
    await first().cache.set(exampleUser(1, { version: 9 }))
    expect(await readBy(first())).toMatchObject({ fullName: 'Rudo Sibanda v9' })
    directory.store(exampleUser(1, { version: 4 }))
    await redis.client.del(key)
    expect(await readBy(first())).toMatchObject({ fullName: 'Rudo Sibanda v4', source: 'directory' })
    expect(await readBy(first())).toMatchObject({ fullName: 'Rudo Sibanda v4', source: 'cache' })
  })
})

describe('what a stranger has written', () => {
  it.each([
    ['text', () => redis.client.multi().del(key).set(key, 'text').exec()],
    ['a list', () => redis.client.multi().del(key).rpush(key, 'a').exec()],
    ['a profile without a version', () => redis.client.hdel(key, 'version')],
    ['a profile without an organisation', () => redis.client.hdel(key, 'tenantId')],
    ['a profile without a name', () => redis.client.hdel(key, 'fullName')],
    ['a version that none can have', () => redis.client.hset(key, 'version', '1e99')],
    ['a state that is none', () => redis.client.hset(key, 'deleted', 'perhaps')],
    ['a date that is none', () => redis.client.hset(key, 'updatedAt', 'yesterday')],
  ])('and can’t be read is found, counted, and written anew: %s', async (_what, spoil) => {
    directory.store(exampleUser(1), exampleUser(2))
    await first().cache.set([exampleUser(1), exampleUser(2)])
    await spoil()
    const { items, errors } = await first().reader.byIds(exampleTenantId, [1, 2].map(exampleUserId))
    expect(items.map(({ source }) => source)).toEqual(['directory', 'cache'])
    expect(errors).toEqual([])
    expect(first().reader.counts()).toMatchObject({ corrupt: 1, misses: 1, errors: 0 })
    expect(await readBy(first())).toMatchObject({ fullName: 'Rudo Sibanda v1', source: 'cache' })
  })

  it('a field more does no harm, and one value more is none of ours', async () => {
    await first().cache.set(exampleUser(1, { avatar: 'https://a.test/\x1f\x1e.png' }))
    await redis.client.hset(key, 'nickname', 'x')
    expect(await readBy(first())).toMatchObject({ avatar: 'https://a.test/\x1f\x1e.png', source: 'cache' })
  })
})
