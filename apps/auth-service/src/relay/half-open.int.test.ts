import { createEventBus } from '@rollcall/event-bus/create-event-bus'
import type { EventBus } from '@rollcall/event-bus/port'
import { sampleKeys } from '@rollcall/event-bus/test-support/sample-keys'
import { createLogger } from '@rollcall/service-kit/logger'
import { createMetrics } from '@rollcall/service-kit/metrics'
import { startTcpProxy, type TcpProxy } from '@rollcall/testing/faults/world/tcp-proxy'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis, type TestRedis } from '@rollcall/testing/test-redis'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createRelay, type Relay } from './relay.js'

const tenantId = '0192f000-0000-7000-8000-000000000001'
const logger = createLogger({ service: 'test', level: 'silent' })

let db: TestDatabase
let redis: TestRedis
let postgresLine: TcpProxy
let redisLine: TcpProxy
let bus: EventBus
let relay: Relay
let waiting: () => Promise<number>

const through = (url: string, line: TcpProxy) => {
  const address = new URL(url)
  address.port = String(line.port)
  return address.href
}

beforeEach(async () => {
  ;[db, redis] = await Promise.all([createTestDatabase('auth'), createTestRedis()])
  await db.pool.query('INSERT INTO organisation (id, name) VALUES ($1, $2)', [tenantId, 'Test'])
  postgresLine = await startTcpProxy(Number(new URL(db.url).port))
  redisLine = await startTcpProxy(Number(new URL(redis.url).port))
  bus = createEventBus({ url: through(redis.url, redisLine), logger, keys: sampleKeys })
  relay = createRelay({
    connectionString: through(db.url, postgresLine),
    bus,
    logger,
    metrics: createMetrics('test'),
    pollMs: 200,
  })
  relay.start()
  const inspector = createEventBus({ url: redis.url, logger, keys: sampleKeys }).createInspector()
  waiting = async () => (await inspector.depth('clinical')).waiting
  return () => inspector.close()
})
afterEach(async () => {
  await relay.stop()
  await Promise.all([postgresLine.close(), redisLine.close()])
  await redis.close()
  await db.drop()
})

const write = (name: string) =>
  db.pool.query(
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role) VALUES ($1, $2, 'First', 'Last', 'staff')`,
    [tenantId, `${name}@rollcall.test`],
  )
const readiness = async () => {
  try {
    await relay.readiness.check()
    return 'ready'
  } catch (error) {
    return String(error)
  }
}

it('a line to PostgreSQL or Redis that goes dead without a word is given up, and the road goes on', async () => {
  await write('before')
  await expect.poll(waiting, { timeout: 10_000 }).toBe(1)
  expect(await readiness()).toBe('ready')

  postgresLine.abandon()
  await write('postgres')
  await expect.poll(readiness, { timeout: 15_000 }).toContain('timeout')
  await expect.poll(waiting, { timeout: 30_000 }).toBe(2)
  await expect.poll(readiness, { timeout: 15_000 }).toBe('ready')

  redisLine.abandon()
  await write('redis')
  await expect.poll(readiness, { timeout: 15_000 }).not.toBe('ready')
  await expect.poll(waiting, { timeout: 30_000 }).toBe(3)
  await expect.poll(readiness, { timeout: 15_000 }).toBe('ready')
}, 120_000)

it('a relay whose broker was never there is not ready, however empty its outbox', async () => {
  redisLine.refuse()
  await expect.poll(readiness, { timeout: 10_000 }).toContain('not connected')
  redisLine.pass()
  await expect.poll(readiness, { timeout: 10_000 }).toBe('ready')
}, 40_000)
