import type { EventBatch, EventBus } from '@rollcall/event-bus/port'
import { parseUserEvent } from '@rollcall/events/parse-user-event'
import { createLogger } from '@rollcall/service-kit/logger'
import { createMetrics } from '@rollcall/service-kit/metrics'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRelay, type Relay } from './relay.js'

const tenantId = '0192f000-0000-7000-8000-000000000001'

describe('relay', () => {
  let database: TestDatabase
  let relays: Relay[]
  let accepted: EventBatch[]
  /** What the broker does with a message before it accepts it. */
  let brokerDoes: () => Promise<void>

  // The bus port is the seam at which transports are swapped; its BullMQ side has its own contract suite.
  const bus: EventBus = {
    createPublisher: () => ({
      publish: async (batches) => {
        await brokerDoes()
        accepted.push(...batches)
      },
      close: async () => {},
    }),
    createConsumer: () => {
      throw new Error('a relay does not consume')
    },
    createInspector: () => {
      throw new Error('a relay does not inspect')
    },
  }
  const start = (pollMs = 50) => {
    const logger = createLogger({ service: 'test', level: 'silent' })
    const relay = createRelay({ connectionString: database.url, bus, logger, metrics: createMetrics('test'), pollMs })
    relays.push(relay)
    relay.start()
    return relay
  }
  const write = (from: number, to: number) =>
    database.pool.query(
      `INSERT INTO "user" (tenant_id, email, first_name, last_name, role)
       SELECT $1, 'u' || i || '@rollcall.test', 'First', 'Last', 'staff' FROM generate_series($2::int, $3::int) i`,
      [tenantId, from, to],
    )
  const events = () => accepted.flatMap((batch): unknown[] => JSON.parse(batch.events))
  const pending = async () => Number((await database.pool.query('SELECT count(*) FROM outbox')).rows[0].count)

  beforeEach(async () => {
    database = await createTestDatabase('auth')
    await database.pool.query('INSERT INTO organisation (id, name) VALUES ($1, $2)', [tenantId, 'Test'])
    relays = []
    accepted = []
    brokerDoes = async () => {}
  })
  afterEach(async () => {
    await Promise.all(relays.map((relay) => relay.stop()))
    await database.drop()
  })

  it('publishes every write as a well-formed event and leaves the outbox empty', async () => {
    start()
    await write(1, 3)
    await expect.poll(pending).toBe(0)
    expect(events()).toHaveLength(3)
    for (const event of events()) expect(parseUserEvent(event)).toMatchObject({ kind: 'event' })
  })

  it('keeps the events while the bus refuses them, and publishes them once it accepts again', async () => {
    brokerDoes = async () => Promise.reject(new Error('the broker is away'))
    const relay = start()
    await write(1, 5)
    await expect.poll(() => relay.stats().lastError).toBe('the broker is away')
    expect(await pending()).toBe(5)
    brokerDoes = async () => {}
    await expect.poll(pending, { timeout: 10_000 }).toBe(0)
    expect(events()).toHaveLength(5)
    expect(relay.stats().lastError).toBeNull()
  })

  it('polling carries on when notifications never come', async () => {
    await database.pool.query('ALTER TABLE "user" DISABLE TRIGGER user_log_insert')
    start()
    await write(1, 1)
    await database.pool.query(
      `WITH e AS (INSERT INTO user_event (event_id, event_type, schema_version, occurred_at, source, tenant_id, user_id,
         user_version, actor_id, actor_kind, correlation_id, changes, payload)
       SELECT uuid_v7(), 'user.created', '1.0', now(), 'auth-service', tenant_id, id, version, 'x', 'sql', 'c', '{}', '{}'
       FROM "user" RETURNING position)
       INSERT INTO outbox (position, lane) SELECT position, 'interactive' FROM e`,
    )
    await expect.poll(pending).toBe(0)
    expect(events()).toHaveLength(1)
  })

  it('a write that commits after a later one is not skipped', async () => {
    start()
    const slow = await database.pool.connect()
    await slow.query('BEGIN')
    await slow.query(
      `INSERT INTO "user" (tenant_id, email, first_name, last_name, role) VALUES ($1, 'slow@rollcall.test', 'S', 'L', 'staff')`,
      [tenantId],
    )
    await write(1, 1)
    await expect.poll(() => events().length).toBe(1)
    await slow.query('COMMIT')
    slow.release()
    await expect.poll(() => events().length).toBe(2)
  })

  it('two relays side by side publish each event once', async () => {
    start()
    start()
    await write(1, 5000)
    await expect.poll(pending, { timeout: 15_000 }).toBe(0)
    const users = events().map((event) => Object(event).userId)
    expect(users).toHaveLength(5000)
    expect(new Set(users).size).toBe(5000)
  })

  it('a single edit is published while a bulk backlog waits for the broker', async () => {
    let bulkHeld = true
    const hold = bus.createPublisher
    bus.createPublisher = () => ({
      publish: async (batches) => {
        while (bulkHeld && batches[0]?.lane === 'bulk') await new Promise((resolve) => setTimeout(resolve, 10))
        accepted.push(...batches)
      },
      close: async () => {},
    })
    start()
    await write(1, 3000)
    await write(3001, 3001)
    await expect.poll(() => accepted.map((batch) => batch.lane)).toEqual(['interactive'])
    bulkHeld = false
    bus.createPublisher = hold
    await expect.poll(pending, { timeout: 15_000 }).toBe(0)
    expect(events()).toHaveLength(3001)
  })

  it('an outbox row that names no event holds nobody up and stays in sight', async () => {
    await database.pool.query(`INSERT INTO outbox (position, lane) VALUES (-1, 'interactive')`)
    start()
    await write(1, 2)
    await expect.poll(pending).toBe(1)
    expect(events()).toHaveLength(2)
  })

  it('comes back by itself after every database session was ended', async () => {
    start()
    await write(1, 1)
    await expect.poll(pending).toBe(0)
    await database.pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
    await write(2, 2)
    await expect.poll(() => events().length, { timeout: 10_000 }).toBe(2)
  })
})
