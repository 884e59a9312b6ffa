import { setTimeout as sleep } from 'node:timers/promises'
import type { DirectoryUser } from '@rollcall/events/user-event'
import type { AppError } from '@rollcall/service-kit/errors'
import { createLogger } from '@rollcall/service-kit/logger'
import { createTestRedis, type TestRedis } from '@rollcall/testing/test-redis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DirectoryAnswer } from './directory-breaker.js'
import { noReads, readCounterNames } from './read-counters.js'
import { exampleTenantId, exampleUser, exampleUserId } from './test-support/example-user.js'
import { createUserCache, type UserCache } from './user-cache.js'
import { createUserReader, type UserReader } from './user-reader.js'

const logger = createLogger({ service: 'test', level: 'silent' })
const otherTenantId = '0192f000-0000-7000-8000-000000000002'
const breaker = { timeoutMs: 200, resetTimeoutMs: 300 }

let redis: TestRedis
let cache: UserCache
let reader: UserReader
/** A directory in memory, with a switch for being away and a hook for what happens while it answers. */
let directory: Map<string, DirectoryUser>
let asked: string[][]
let state: 'up' | 'down' | 'hanging'
let whileAnswering: (ids: string[]) => Promise<unknown>

async function fetchMany(ids: string[]): Promise<DirectoryAnswer> {
  asked.push(ids)
  const items = ids.flatMap((id) => directory.get(id) ?? [])
  await whileAnswering(ids)
  if (state === 'hanging') await sleep(1000)
  if (state === 'down') throw new Error('connect ECONNREFUSED')
  return { items, missing: ids.filter((id) => !items.some(({ userId }) => userId === id)) }
}
const store = (...users: DirectoryUser[]) => {
  for (const user of users) directory.set(user.userId, user)
}

beforeAll(async () => {
  redis = await createTestRedis()
  cache = createUserCache({ redis: redis.client, logger })
})
beforeEach(async () => {
  await redis.client.flushdb()
  directory = new Map()
  asked = []
  state = 'up'
  whileAnswering = async () => {}
  reader = createUserReader({ cache, fetchMany, logger, breaker })
})
afterEach(() => reader.close())
afterAll(() => redis.close())

const read = (n: number) => reader.byId(exampleTenantId, exampleUserId(n))

describe('reading through', () => {
  it('asks the directory once, then the cache', async () => {
    store(exampleUser(1))
    expect(await read(1)).toMatchObject({ fullName: 'Rudo Sibanda v1', source: 'directory' })
    expect(await read(1)).toMatchObject({ source: 'cache', updatedAt: '2026-01-07T08:00:01.000Z', ministere: null })
    expect(asked).toHaveLength(1)
    expect(reader.counts()).toEqual({ ...noReads(), redisHits: 1, misses: 1, fallbacks: 1 })
  })

  it('asks once for a key that 1,000 readers want at once', async () => {
    store(exampleUser(1))
    const profiles = await Promise.all(Array.from({ length: 1000 }, () => read(1)))
    expect(profiles.every(({ fullName }) => fullName === 'Rudo Sibanda v1')).toBe(true)
    expect(asked).toEqual([[exampleUserId(1)]])
  })

  it('asks for at most 500 ids a call', async () => {
    store(...Array.from({ length: 1200 }, (_, n) => exampleUser(n)))
    const ids = Array.from({ length: 1200 }, (_, n) => exampleUserId(n))
    const { items, errors } = await reader.byIds(exampleTenantId, ids)
    expect(items.map(({ userId }) => userId)).toEqual(ids)
    expect(errors).toEqual([])
    expect(asked.map((batch) => batch.length)).toEqual([500, 500, 200])
  })

  it('never caches an answer that an event has overtaken, and does not answer with it', async () => {
    store(exampleUser(1))
    whileAnswering = () => cache.set(exampleUser(1, { version: 2 }))
    expect(await read(1)).toMatchObject({ fullName: 'Rudo Sibanda v2', source: 'directory' })
    expect(await cache.get(exampleUserId(1))).toMatchObject({ version: 2 })
  })

  it('gives an error for each id of a list that has no profile', async () => {
    store(exampleUser(1), exampleUser(2, { deleted: true }), exampleUser(3, { tenantId: otherTenantId }))
    const { items, errors } = await reader.byIds(exampleTenantId, [1, 2, 3, 4, 1].map(exampleUserId))
    expect(items.map(({ userId }) => userId)).toEqual([exampleUserId(1), exampleUserId(1)])
    expect(errors).toEqual(
      [2, 3, 4].map((n) => ({
        id: exampleUserId(n),
        code: 'NOT_FOUND',
        message: `User with ID ${exampleUserId(n)} not found`,
      })),
    )
  })
})

describe('an unknown id', () => {
  it('is asked for once, then known as unknown, and there at once when the user is created', async () => {
    await expect(read(1)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(read(1)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(asked).toHaveLength(1)
    await cache.set(exampleUser(1))
    expect(await read(1)).toMatchObject({ source: 'cache' })
    expect(reader.counts()).toMatchObject({ negatives: 1, redisHits: 1 })
  })

  it('that is created while the directory looks is answered with the user', async () => {
    whileAnswering = () => cache.set(exampleUser(1))
    expect(await read(1)).toMatchObject({ fullName: 'Rudo Sibanda v1' })
  })

  it('costs the directory little when there are 10,000 of them', async () => {
    const ids = Array.from({ length: 10_000 }, (_, n) => exampleUserId(n))
    const patient = createUserReader({ cache, fetchMany, logger })
    for (let round = 0; round < 2; round += 1) {
      const { errors } = await patient.byIds(exampleTenantId, ids)
      expect(errors.every(({ code }) => code === 'NOT_FOUND')).toBe(true)
    }
    patient.close()
    expect(asked).toHaveLength(20)
  })

  it('looks the same as another tenant’s, cached or not, with the directory up or away', async () => {
    store(exampleUser(1, { tenantId: otherTenantId }))
    await cache.set(exampleUser(1, { tenantId: otherTenantId }))
    const answers = async (n: number) => {
      const codes: string[] = []
      for (const next of ['down', 'up', 'down'] as const) {
        state = next
        await read(n).catch((error: AppError) => codes.push(error.code))
      }
      return codes
    }
    const before = reader.counts()
    expect(await answers(1)).toEqual(['UNAVAILABLE', 'NOT_FOUND', 'NOT_FOUND'])
    const foreign = reader.counts()
    expect(await answers(2)).toEqual(['UNAVAILABLE', 'NOT_FOUND', 'NOT_FOUND'])
    const unknown = reader.counts()
    for (const name of readCounterNames) {
      expect(unknown[name] - foreign[name]).toBe(foreign[name] - before[name])
    }
  })
})

describe('while the directory is away', () => {
  it('cached profiles are still answered, and others clearly not', async () => {
    await cache.set(exampleUser(1))
    state = 'down'
    expect(await read(1)).toMatchObject({ source: 'cache' })
    await expect(read(2)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringMatching(/directory does not answer/),
    })
    const { items, errors } = await reader.byIds(exampleTenantId, [1, 2].map(exampleUserId))
    expect(items).toHaveLength(1)
    expect(errors).toMatchObject([{ id: exampleUserId(2), code: 'UNAVAILABLE' }])
  })

  it('a stand-in is marked as one, never cached and never part of a list', async () => {
    state = 'down'
    const profile = await reader.byId(exampleTenantId, exampleUserId(1), 'stand-in')
    expect(profile).toMatchObject({ userId: exampleUserId(1), source: 'stand-in', matricule: null })
    expect(await redis.client.keys('*')).toEqual([])
    expect((await reader.byIds(exampleTenantId, [exampleUserId(1)])).items).toEqual([])
    state = 'up'
    store(exampleUser(1))
    expect(await read(1)).toMatchObject({ source: 'directory' })
  })

  it('the breaker opens, spares it, and closes again when it is back', async () => {
    state = 'down'
    for (let n = 0; n < 4; n += 1) await expect(read(n)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(reader.breakerState()).toBe('open')
    const calls = asked.length
    await expect(read(9)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(asked).toHaveLength(calls)
    state = 'up'
    store(exampleUser(1))
    await sleep(breaker.resetTimeoutMs + 50)
    expect(reader.breakerState()).toBe('halfOpen')
    expect(await read(1)).toMatchObject({ source: 'directory' })
    expect(reader.breakerState()).toBe('closed')
  })

  it('a directory that hangs is given up after the timeout', async () => {
    state = 'hanging'
    const started = performance.now()
    await expect(read(1)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(performance.now() - started).toBeLessThan(900)
    expect(reader.counts().errors).toBe(1)
  })
})
