import { randomUUID } from 'node:crypto'
import type { DirectoryUser } from '@rollcall/events/user-event'
import { createLogger } from '@rollcall/service-kit/logger'
import { createTestRedis, type TestRedis } from '@rollcall/testing/test-redis'
import { exampleTenantId, exampleUser, exampleUserId } from '@rollcall/user-cache/test-support/example-user'
import { createUserCache, type UserCache } from '@rollcall/user-cache/user-cache'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { compareProfiles } from '../../projection/test-support/compare-profiles.js'
import { createVerifier } from './verify-cache.js'

const logger = createLogger({ service: 'test', level: 'silent' })
const otherTenantId = '0192f000-0000-7000-8000-000000000002'
const keyOf = (n: number) => `user:profile:${exampleUserId(n)}`

let redis: TestRedis
let cache: UserCache
const users = new Map<string, DirectoryUser>()
const directory = {
  compare: async (profiles: unknown) => compareProfiles(users, profiles).differing,
  profiles: async (ids: string[]) => {
    const items = ids.flatMap((id) => users.get(id) ?? [])
    return { items, missing: ids.filter((id) => !users.has(id)), unreadable: [] }
  },
}
beforeAll(async () => {
  redis = await createTestRedis()
  cache = createUserCache({ redis: redis.client, logger })
})
beforeEach(async () => {
  await redis.client.flushdb()
  users.clear()
})
afterAll(() => redis.close())

const openVerifier = (changes = {}) =>
  createVerifier({ redis: redis.client, cache, directory, settleMs: 20, ...changes })
const createVerify = (changes = {}) => openVerifier(changes).verify

/** Cached as the directory has them. */
async function fill(from: number, count: number, tenantId = exampleTenantId) {
  const added = Array.from({ length: count }, (_, n) => exampleUser(from + n, { tenantId, version: 2 }))
  for (const user of added) users.set(user.userId, user)
  await cache.set(added)
}

describe('verification', () => {
  it('of everything finds nothing in a cache that is as the directory', async () => {
    await fill(0, 5000)
    expect(await createVerify()(exampleTenantId, null)).toMatchObject({
      ...{ checked: 5000, totalCached: 5000, sampled: false, differing: 0, items: [] },
    })
  })

  it('names what is stale, ahead, tampered with and nobody’s, with both versions', async () => {
    await fill(0, 10)
    users.set(exampleUserId(1), exampleUser(1, { version: 5 }))
    users.set(exampleUserId(2), exampleUser(2, { version: 1 }))
    await redis.client.hset(keyOf(3), 'fullName', 'changed by hand')
    users.delete(exampleUserId(4))
    for (const sample of [null, 1000]) {
      const report = await createVerify()(exampleTenantId, sample)
      expect(report).toMatchObject({ checked: 10, differing: 4, sampled: sample !== null })
      expect(report.items.toSorted((a, b) => a.userId.localeCompare(b.userId))).toEqual([
        { userId: exampleUserId(1), kind: 'stale', keptVersion: 2, directoryVersion: 5 },
        { userId: exampleUserId(2), kind: 'ahead', keptVersion: 2, directoryVersion: 1 },
        { userId: exampleUserId(3), kind: 'tampered', keptVersion: 2, directoryVersion: 2 },
        { userId: exampleUserId(4), kind: 'orphaned', keptVersion: 2, directoryVersion: null },
      ])
    }
  })

  it('counts and names nobody of another organisation', async () => {
    await fill(0, 20)
    await fill(100, 300, otherTenantId)
    users.set(exampleUserId(100), exampleUser(100, { tenantId: otherTenantId, version: 9 }))
    users.delete(exampleUserId(101))
    for (const sample of [null, 1000]) {
      expect(await createVerify()(exampleTenantId, sample)).toMatchObject({ checked: 20, differing: 0 })
      expect(await createVerify()(otherTenantId, sample)).toMatchObject({ checked: 300, differing: 2 })
    }
  })

  it('of a hash in which no tenant can be read asks the directory whose it is, and leaves out nobody’s', async () => {
    await fill(0, 3)
    await redis.client.del(keyOf(0), keyOf(1))
    await redis.client.hset(keyOf(0), { fullName: 'Someone' })
    await redis.client.set(keyOf(1), 'text')
    await redis.client.hset(`user:profile:${randomUUID()}`, { fullName: 'Nobody' })
    await redis.client.hset('user:profile:no-id', { fullName: 'Nobody' })
    expect(await createVerify()(otherTenantId, null)).toMatchObject({ checked: 0, differing: 0 })
    const report = await createVerify()(exampleTenantId, null)
    expect(report).toMatchObject({ checked: 3, differing: 2 })
    const unread = { kind: 'stale', keptVersion: null, directoryVersion: 2 }
    expect(report.items.toSorted((a, b) => a.userId.localeCompare(b.userId))).toEqual([
      { userId: exampleUserId(0), ...unread },
      { userId: exampleUserId(1), ...unread },
    ])
  })

  it('does not report what settles: an event that was on its way, or a profile that has gone', async () => {
    await fill(0, 5)
    const newer = exampleUser(1, { version: 3 })
    users.set(newer.userId, newer)
    users.delete(exampleUserId(2))
    const compare = vi.fn(async (profiles: unknown) => {
      const { differing } = compareProfiles(users, profiles)
      // Arrives after the first look.
      await cache.set(newer)
      await redis.client.del(keyOf(2))
      return differing
    })
    const report = await createVerify({ directory: { ...directory, compare } })(exampleTenantId, null)
    expect(report).toMatchObject({ checked: 5, differing: 0, items: [] })
    expect(compare).toHaveBeenCalledTimes(2)
  })

  it('counts all that differ and names the first hundred, in bounded batches', async () => {
    await fill(0, 4500)
    for (let n = 0; n < 4500; n += 1) users.set(exampleUserId(n), exampleUser(n, { version: 3 }))
    const report = await createVerify()(exampleTenantId, null)
    expect(report).toMatchObject({ checked: 4500, differing: 4500 })
    expect(report.items).toHaveLength(100)
  })

  it('of a sample compares as many as were asked for, each once, at random', async () => {
    await fill(0, 3000)
    const seen: string[][] = []
    const compare = async (profiles: [string, number, string][]) => {
      seen.push(profiles.map(([id]) => id))
      return directory.compare(profiles)
    }
    const verify = createVerify({ directory: { ...directory, compare } })
    expect(await verify(exampleTenantId, 600)).toMatchObject({ checked: 600, totalCached: 3000, sampled: true })
    const first = seen.splice(0).flat()
    expect(new Set(first).size).toBe(600)
    await verify(exampleTenantId, 600)
    expect(new Set([...first, ...seen.flat()]).size).toBeGreaterThan(800)
  })

  it('of an empty cache ends, and finds nothing', async () => {
    await redis.client.set('something:else', '1')
    for (const sample of [10_000, null])
      expect(await createVerify()(exampleTenantId, sample)).toMatchObject({ checked: 0, differing: 0, totalCached: 0 })
  })

  it('of everything runs once at a time, and says so to whoever asks meanwhile; a sample may run beside it', async () => {
    await fill(0, 10)
    const verify = createVerify()
    const first = verify(exampleTenantId, null)
    await expect(verify(otherTenantId, null)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await verify(exampleTenantId, 5)).toMatchObject({ checked: 5 })
    await first
    expect(await verify(exampleTenantId, null)).toMatchObject({ checked: 10 })
  })

  it('of everything tells its organisation how far it is, and nobody once it has ended', async () => {
    await fill(0, 6000)
    await fill(6000, 10, otherTenantId)
    const told: unknown[] = []
    const compare = async (profiles: unknown) => {
      told.push(verifier.progress(exampleTenantId)?.done, verifier.progress(otherTenantId))
      return directory.compare(profiles)
    }
    const verifier = openVerifier({ directory: { ...directory, compare } })
    const ended = verifier.verify(exampleTenantId, null)
    expect(verifier.progress(exampleTenantId)).toMatchObject({ done: 0, startedAt: expect.stringMatching(/Z$/) })
    await ended
    const done = told.filter((_, index) => index % 2 === 0).map(Number)
    expect(done.length).toBeGreaterThanOrEqual(3)
    expect(done).toEqual(done.toSorted((a, b) => a - b))
    expect(done.at(-1)).toBeGreaterThan(2000)
    expect(told.filter((_, index) => index % 2 === 1)).toEqual(done.map(() => null))
    expect(verifier.progress(exampleTenantId)).toBeNull()
  })

  it('fails when the directory can’t be asked, at the second look too, and can be tried again', async () => {
    await fill(0, 10)
    users.set(exampleUserId(1), exampleUser(1, { version: 3 }))
    let answers = 1
    const compare = async (profiles: unknown) => {
      answers -= 1
      if (answers < 0) throw new Error('away')
      return directory.compare(profiles)
    }
    const verify = createVerify({ directory: { ...directory, compare } })
    await expect(verify(exampleTenantId, null)).rejects.toThrow('away')
    answers = 2
    expect(await verify(exampleTenantId, null)).toMatchObject({ differing: 1 })
  })
})
