import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { createEventBus } from '@rollcall/event-bus/create-event-bus'
import { sampleKeys } from '@rollcall/event-bus/test-support/sample-keys'
import { AppError } from '@rollcall/service-kit/errors'
import { createHttpServer } from '@rollcall/service-kit/http'
import { createLogger } from '@rollcall/service-kit/logger'
import { createMetrics } from '@rollcall/service-kit/metrics'
import { createPool, type Pool } from '@rollcall/service-kit/postgres'
import { createTenantPool } from '@rollcall/service-kit/tenant-pool'
import type { Caller } from '@rollcall/service-kit/tokens'
import { createDirectoryClient } from '@rollcall/subscriber/directory-client'
import { type DirectoryServer, startDirectoryServer } from '@rollcall/subscriber/test-support/directory-server'
import { sampleUser } from '@rollcall/subscriber/test-support/sample-event'
import { accessTable } from '@rollcall/testing/roles/access-table'
import { inOrder, readAccess } from '@rollcall/testing/roles/read-access'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis, type TestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openCache } from './cache/open-cache.js'
import { PrismaClient } from './generated/prisma/client.js'
import { createPrewarm } from './prewarm/create-prewarm.js'
import { createChatSubscriber } from './projection/create-chat-subscriber.js'
import { compareProfiles } from './projection/test-support/compare-profiles.js'
import { type AppRouter, createAppRouter } from './router.js'

const logger = createLogger({ service: 'test', level: 'silent' })
const tenantId = '0192f000-0000-7000-8000-000000000001'
const otherTenantId = '0192f000-0000-7000-8000-000000000002'

let db: TestDatabase
let pool: Pool
let system: Pool
let redis: TestRedis
let directory: DirectoryServer
let userCache: Awaited<ReturnType<typeof openCache>>
let appRouter: AppRouter
let server: Awaited<ReturnType<typeof createHttpServer>>

/** The token names who calls: "admin", "doctor@other", "service". Checking signatures is service-kit's own concern. */
async function verifyToken(token: string): Promise<Caller> {
  const [role = '', where] = token.split('@')
  if (role === 'nobody') throw new AppError('UNAUTHENTICATED', 'The session has ended. Sign in again.')
  if (role === 'service') return { kind: 'service', service: 'user-service' }
  const caller = { kind: 'user' as const, userId: randomUUID(), tenantId: where ? otherTenantId : tenantId, role }
  const session = { sessionId: randomUUID(), twoFactorRequired: false, platform: false }
  return { ...caller, ...session, mustChangePassword: where === 'temporary' }
}

beforeAll(async () => {
  db = await createTestDatabase('chat')
  pool = createTenantPool({ connectionString: db.url, logger })
  system = createPool({ connectionString: db.url, logger, role: 'rollcall_system' })
  redis = await createTestRedis()
  directory = await startDirectoryServer(db.url, {
    procedures: { compare: ({ profiles }) => compareProfiles(directory.users, profiles) },
  })
  const metrics = createMetrics('test')
  const client = createDirectoryClient({ authServiceUrl: directory.url, token: async () => 'token' })
  const bus = createEventBus({ url: redis.url, logger, keys: sampleKeys })
  userCache = await openCache({
    ...{ url: redis.url, pool: system, people: pool, directory: client, bus, logger, metrics },
  })
  const subscriber = createChatSubscriber({
    ...{ bus, pool: system, people: pool, directory: client, logger, metrics, cache: userCache.cache },
  })
  appRouter = createAppRouter({
    ...userCache,
    prewarmDesk: createPrewarm({
      ...{ pool: system, people: pool, cache: userCache.cache, fetchMany: client.profiles, logger, atStart: false },
      defaults: { daysBack: 7, batchSize: 100, delayBetweenBatches: 0, maxUsers: 1000 },
    }).desk,
    prisma: new PrismaClient({ adapter: new PrismaPg(pool) }),
    subscriber,
  })
  server = await createHttpServer({
    appRouter,
    logger,
    metrics,
    lifecycle: { onClose: () => {}, isClosing: () => false, close: async () => {} },
    portalUrls: [],
    verifyToken,
    readiness: [],
  })
  closeSubscriber = subscriber.stop
})
let closeSubscriber: () => Promise<void>
beforeEach(() => directory.users.clear())
afterAll(async () => {
  await server.close()
  await closeSubscriber()
  await userCache.close()
  await Promise.all([pool.end(), system.end()])
  await directory.close()
  await redis.close()
  await db.drop()
})

async function call(token: string, path: string, input?: unknown, method: 'GET' | 'POST' = 'GET') {
  const query = method === 'GET' && input !== undefined ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''
  const response = await server.inject({
    method,
    url: `/trpc/${path}${query}`,
    headers: { authorization: `Bearer ${token}` },
    ...(method === 'POST' && { payload: input as object }),
  })
  const body = response.json()
  return { status: response.statusCode, data: body.result?.data, error: body.error }
}

describe('who may do what', () => {
  it('every procedure lets in whom the table names, and the table names every procedure', () => {
    expect(readAccess(appRouter)).toEqual(inOrder(accessTable['chat-service']))
  })

  it.each([
    ['nobody', 'cache.stats', {}, 401],
    ['doctor', 'cache.stats', {}, 403],
    ['viewer', 'cache.stats', {}, 200],
    ['service', 'cache.stats', {}, 403],
    ['admin@temporary', 'cache.stats', {}, 403],
    ['doctor', 'conversations.list', {}, 200],
    ['receptionist', 'conversations.list', {}, 403],
    ['viewer', 'profiles.byIds', { ids: [randomUUID()] }, 403],
  ])('%s asking for %s', async (token, path, input, status) => {
    expect((await call(token, path, input)).status).toBe(status)
  })

  it('only operators invalidate, and nobody does so by GET', async () => {
    const input = { id: randomUUID(), reason: 'a test' }
    expect((await call('viewer', 'cache.invalidate', input, 'POST')).status).toBe(403)
    expect((await call('operator', 'cache.invalidate', input, 'GET')).status).toBe(405)
    expect(await call('operator', 'cache.invalidate', input, 'POST')).toMatchObject({ data: { removed: false } })
  })
})

describe('inputs', () => {
  const id = '0192f000-0000-7000-8000-0000000000aa'
  it.each([
    ['profiles.byId', { id: 'x' }, 'id'],
    ['profiles.byId', { id, tenantId: otherTenantId }, ''],
    ['profiles.byIds', { ids: [] }, 'ids'],
    ['profiles.byIds', { ids: Array.from({ length: 501 }, () => id) }, 'ids'],
    ['cache.history', { minutes: 4 }, 'minutes'],
    ['cache.history', { minutes: 1e9 }, 'minutes'],
    ['cache.stats', { all: true }, ''],
    ['cache.inspect', { id: 'user:profile:*' }, 'id'],
    ['cache.topMisses', { hours: 169 }, 'hours'],
    ['cache.breakerChanges', { limit: 101 }, 'limit'],
    ['cache.verify', { sample: 0 }, 'sample'],
    ['cache.verify', { sample: 10_001 }, 'sample'],
    ['conversations.list', { limit: 1e9 }, 'limit'],
    ['conversations.list', { limit: 10, sort: 'title' }, ''],
    ['conversations.list', { cursor: 'abc' }, 'cursor'],
  ])('%s %j is refused, naming the field', async (path, input, field) => {
    const { status, error } = await call('admin', path, input)
    expect(status).toBe(400)
    expect(error.data).toMatchObject({ appCode: 'BAD_INPUT', fields: [{ path: field }] })
  })

  it('one malformed id of a list is an error of its own', async () => {
    directory.put(sampleUser(id, 1))
    const { data } = await call('admin', 'profiles.byIds', { ids: [id.toUpperCase(), 'nope', randomUUID()] })
    expect(data.items).toMatchObject([{ userId: id, fullName: 'Rudo Sibanda' }])
    expect(data.errors).toMatchObject([{ id: 'nope', code: 'BAD_INPUT' }, { code: 'NOT_FOUND' }])
  })
})

describe('another tenant’s user', () => {
  const inputFor = (path: string, id: string) => {
    if (/byIds|versions/.test(path)) return { ids: [id] }
    return path === 'cache.invalidate' ? { id, reason: 'a test' } : { id }
  }
  it.each(['profiles.byId', 'profiles.byIds', 'cache.inspect', 'sync.versions', 'cache.invalidate'])(
    'is answered by %s exactly as an unknown one',
    async (path) => {
      const [foreign, unknown] = [randomUUID(), randomUUID()]
      const user = sampleUser(foreign, 1, { tenantId: otherTenantId })
      directory.put(user)
      await userCache.cache.set(user)
      const method = path === 'cache.invalidate' ? 'POST' : 'GET'
      const answers = []
      for (const id of [foreign, unknown]) {
        const answer = await call('admin', path, inputFor(path, id), method)
        delete answer.error?.data.requestId
        answers.push(JSON.stringify(answer).replaceAll(id, 'ID'))
      }
      expect(answers[0]).toBe(answers[1])
      expect(answers[0]).toMatch(/not found|not_cached|"exists":false|"removed":false/)
      expect(await userCache.cache.get(foreign)).not.toBeNull()
    },
  )
})

it('what is cached can be looked at and invalidated, and is read again afterwards', async () => {
  const id = randomUUID()
  directory.put(sampleUser(id, 2))
  expect((await call('doctor', 'profiles.byId', { id })).data).toMatchObject({ source: 'directory' })
  expect((await call('doctor', 'profiles.byId', { id })).data).toMatchObject({ source: 'cache' })
  const inspected = (await call('operator', 'cache.inspect', { id })).data
  expect(inspected).toMatchObject({ key: `user:profile:${id}`, exists: true, fields: { version: '2', avatar: '' } })
  expect(inspected.ttlSeconds).toBeGreaterThan(500_000)
  expect((await call('operator', 'cache.invalidate', { id, reason: 'a test' }, 'POST')).data).toEqual({ removed: true })
  expect((await call('doctor', 'profiles.byId', { id })).data).toMatchObject({ source: 'directory' })
})

it('while the directory is away one profile is a marked stand-in, and a list has an error instead', async () => {
  const id = randomUUID()
  directory.setDown(true)
  expect((await call('doctor', 'profiles.byId', { id })).data).toMatchObject({ userId: id, source: 'stand-in' })
  const { items, errors } = (await call('doctor', 'profiles.byIds', { ids: [id] })).data
  expect(items).toEqual([])
  expect(errors).toMatchObject([{ id, code: 'UNAVAILABLE' }])
  expect(await userCache.cache.get(id)).toBeNull()
  directory.setDown(false)
})

it('the most missed and the comparison with the directory are an organisation’s own', async () => {
  await redis.client.flushdb()
  const user = sampleUser(randomUUID(), 2)
  directory.put(user)
  await userCache.cache.set(user)
  await system.query(
    `INSERT INTO cache_miss (hour, tenant_id, user_id, misses, unknown, last_at)
     VALUES (date_trunc('hour', now()), $1, $2, 4, false, now())`,
    [tenantId, user.userId],
  )
  // Other tests' reads may be among them.
  const { items: missed } = (await call('viewer', 'cache.topMisses', { limit: 100 })).data
  expect(missed).toContainEqual(expect.objectContaining({ userId: user.userId, misses: 4 }))
  const others = (await call('viewer@other', 'cache.topMisses', { limit: 100 })).data.items
  expect(others).not.toContainEqual(expect.objectContaining({ userId: user.userId }))
  expect((await call('viewer', 'cache.verify', { sample: null })).data).toMatchObject({ differing: 0, sampled: false })
  directory.put(sampleUser(user.userId, 3))
  const stale = { userId: user.userId, kind: 'stale', keptVersion: 2, directoryVersion: 3 }
  expect((await call('viewer', 'cache.verify')).data).toMatchObject({ differing: 1, items: [stale] })
  expect((await call('viewer@other', 'cache.verify')).data).toMatchObject({ differing: 0, items: [] })
  expect((await call('viewer', 'cache.breakerChanges')).data.items).toEqual([])
})

it('the history has a row for each minute asked for', async () => {
  expect((await call('viewer', 'cache.history', { minutes: 30 })).data.items).toHaveLength(30)
  expect((await call('viewer', 'cache.history')).data.items).toHaveLength(60)
})
