import { createHash } from 'node:crypto'
import { createLogger } from '@rollcall/service-kit/logger'
import { createTestRedis, type TestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { syncedFields, toCachedUser } from './cached-user.js'
import { digestOf } from './profile-digest.js'
import { exampleTenantId, exampleUser, exampleUserId } from './test-support/example-user.js'
import { createUserCache, type UserCache } from './user-cache.js'

const logger = createLogger({ service: 'test', level: 'silent' })
const id = exampleUserId(1)
const key = `user:profile:${id}`

let redis: TestRedis
let cache: UserCache
beforeAll(async () => {
  redis = await createTestRedis()
  cache = createUserCache({ redis: redis.client, logger })
})
beforeEach(() => redis.client.flushdb())
afterAll(() => redis.close())

describe('a repair', () => {
  const seen = (version: number) => new Map([[id, version]])

  it('writes over an equal version with other content, and leaves one with the same alone', async () => {
    await cache.set(exampleUser(1, { version: 3 }))
    expect(await cache.repair([exampleUser(1, { version: 3 })])).toEqual(['refreshed'])
    for (const field of syncedFields.filter((name) => name !== 'version')) {
      await redis.client.hset(key, field, 'changed by hand')
      expect(await cache.repair([exampleUser(1, { version: 3 })])).toEqual(['written'])
      expect(await redis.client.hget(key, field)).not.toBe('changed by hand')
    }
    await redis.client.hdel(key, 'avatar')
    expect(await cache.repair([exampleUser(1, { version: 3 })])).toEqual(['written'])
  })

  it('sets back what is ahead only in the version that was seen; a newer one that came meanwhile wins', async () => {
    await cache.set(exampleUser(1, { version: 9 }))
    expect(await cache.repair([exampleUser(1, { version: 5 })])).toEqual(['superseded'])
    expect(await cache.repair([exampleUser(1, { version: 5 })], seen(8))).toEqual(['superseded'])
    expect(await cache.repair([exampleUser(1, { version: 5 })], seen(9))).toEqual(['written'])
    expect(await cache.get(id)).toMatchObject({ version: 5, fullName: 'Rudo Sibanda v5' })
    expect(await cache.repair([exampleUser(1, { version: 4 })], seen(3))).toEqual(['superseded'])
  })

  it('keeps to the floor of an invalidated profile, and to tombstones', async () => {
    await cache.set(exampleUser(1, { version: 5 }))
    await cache.invalidate(id)
    expect(await cache.repair([exampleUser(1, { version: 4 })], seen(5))).toEqual(['superseded'])
    await cache.set(exampleUser(1, { version: 6, deleted: true }))
    expect(await cache.repair([exampleUser(1, { version: 5 })])).toEqual(['superseded'])
    expect(await cache.get(id)).toMatchObject({ deleted: true })
  })

  it.each(['', 'abc', '0', '-4', '7.0', ' 7', '0x7', '99999999999', 'inf'])(
    'and a plain write replace a profile whose version has become %j',
    async (version) => {
      await cache.set(exampleUser(1, { version: 3 }))
      await redis.client.hset(key, 'version', version)
      expect(await cache.get(id)).toBeNull()
      expect(await cache.set(exampleUser(1, { version: 2 }))).toEqual(['written'])
      await redis.client.hset(key, 'version', version)
      expect(await cache.repair([exampleUser(1, { version: 2 })])).toEqual(['written'])
    },
  )
})

describe('digests', () => {
  it('are those of what would be written, tombstones too, and change with every synced field', async () => {
    const users = [exampleUser(1, { version: 3, avatar: 'https://a.test/é.png' }), exampleUser(2, { deleted: true })]
    await cache.set(users)
    const expected = users.map((user) => digestOf(toCachedUser(user, 0, 'event')))
    const kept = await cache.digests(users.map(({ userId }) => userId))
    expect(kept.map(({ digest }) => digest)).toEqual(expected)
    for (const field of syncedFields.filter((name) => name !== 'version')) {
      const before = await redis.client.hget(key, field)
      await redis.client.hset(key, field, 'changed by hand')
      expect((await cache.digests([id]))[0]?.digest).not.toBe(expected[0])
      await redis.client.hset(key, field, before ?? '')
    }
    expect((await cache.digests([id]))[0]?.digest).toBe(expected[0])
  })

  it('are the MD5 of the fields in their order, each but the last followed by a unit separator', async () => {
    await cache.set(exampleUser(1))
    const text = ['Rudo Sibanda v1', '', 'M-1', '', 'F', '1767772801000', exampleTenantId, '1', '0'].join('\x1f')
    const digest = createHash('md5').update(text).digest('hex')
    expect(await cache.digests([id])).toEqual([{ userId: id, version: 1, tenantId: exampleTenantId, digest }])
  })

  it('leave out who is not cached, and have version 0 for what cannot be read', async () => {
    await redis.client.set(key, 'text')
    await redis.client.hset(`user:profile:${exampleUserId(2)}`, { fullName: 'Someone' })
    const kept = await cache.digests([1, 2, 3].map(exampleUserId))
    expect(kept).toEqual([1, 2].map((n) => ({ userId: exampleUserId(n), version: 0, tenantId: '', digest: '' })))
    expect(await cache.drop(kept)).toBe(2)
  })

  it('name the tenant that the profile is kept under, whatever stands before it or in place of the version', async () => {
    await cache.set(exampleUser(1))
    await redis.client.hset(key, { fullName: 'a\x1fb\x1fc', version: 'seven' })
    expect(await cache.digests([id])).toEqual([{ userId: id, version: 0, tenantId: exampleTenantId, digest: '' }])
  })

  it('can be more users than one script call takes', async () => {
    await cache.set(Array.from({ length: 730 }, (_, n) => exampleUser(n)))
    const ids = Array.from({ length: 730 }, (_, n) => exampleUserId(n))
    expect((await cache.digests(ids)).map(({ userId }) => userId)).toEqual(ids)
  })
})
