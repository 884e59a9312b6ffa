import type { EventBus } from '@rollcall/event-bus/port'
import { parseUserEvent } from '@rollcall/events/parse-user-event'
import { createLogger } from '@rollcall/service-kit/logger'
import { createMetrics } from '@rollcall/service-kit/metrics'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRecordingBus } from './recording-bus.js'
import { createRelay, type Relay, type RelayOptions } from './relay.js'

const tenantId = '0192f000-0000-7000-8000-000000000001'

describe('relay', () => {
  let database: TestDatabase
  let relays: Relay[]
  let accepted: ReturnType<typeof createRecordingBus>['accepted']
  let behaviour: ReturnType<typeof createRecordingBus>['behaviour']
  let bus: EventBus

  const start = (changed: Partial<RelayOptions> = {}) => {
    const logger = createLogger({ service: 'test', level: 'silent' })
    const metrics = createMetrics('test')
    const relay = createRelay({ connectionString: database.url, bus, logger, metrics, pollMs: 50, ...changed })
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
    ;({ bus, accepted, behaviour } = createRecordingBus())
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
    behaviour.before = async () => Promise.reject(new Error('the broker is away'))
    const relay = start()
    await write(1, 5)
    await expect.poll(() => relay.stats().lastError).toBe('the broker is away')
    expect(await pending()).toBe(5)
    behaviour.before = async () => {}
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
    behaviour.before = async (batches) => {
      while (bulkHeld && batches[0]?.lane === 'bulk') await new Promise((resolve) => setTimeout(resolve, 10))
    }
    start()
    await write(1, 3000)
    await write(3001, 3001)
    await expect.poll(() => accepted.map((batch) => batch.lane)).toEqual(['interactive'])
    bulkHeld = false
    await expect.poll(pending, { timeout: 15_000 }).toBe(0)
    expect(events()).toHaveLength(3001)
  })

  it('an outbox row that names no event is set aside, and everybody behind it goes on', async () => {
    await database.pool.query(
      `INSERT INTO outbox (position, lane) VALUES (-1, 'interactive'), (-2, 'interactive'), (-3, 'bulk')`,
    )
    const relay = start()
    await write(1, 2)
    await expect.poll(pending).toBe(0)
    expect(events()).toHaveLength(2)
    const { rows } = await database.pool.query('SELECT position, lane, reason FROM malformed_outbox_row ORDER BY 1')
    expect(rows).toEqual([
      { position: '-3', lane: 'bulk', reason: 'position -3 names no event' },
      { position: '-2', lane: 'interactive', reason: 'position -2 names no event' },
      { position: '-1', lane: 'interactive', reason: 'position -1 names no event' },
    ])
    expect(relay.stats().lastError).toBeNull()
  })

  it('a malformed row that took a position is no conflict for the event that comes to it, before or after the relay', async () => {
    await write(0, 0)
    const next = 'SELECT last_value + 1 FROM user_event_position_seq'
    await database.pool.query(`INSERT INTO outbox (position, lane, held) SELECT (${next}), 'bulk', true`)
    await write(1, 1)
    await database.pool.query(`INSERT INTO outbox (position, lane) SELECT (${next}), 'bulk'`)
    start()
    await expect.poll(pending).toBe(0)
    await write(2, 2)
    await expect.poll(() => events().length).toBe(3)
    await database.pool.query(`INSERT INTO outbox (position, lane) VALUES (-7, 'bulk')`)
    await expect.poll(pending).toBe(0)
    await database.pool.query(`INSERT INTO outbox (position, lane) VALUES (-7, 'interactive')`)
    await expect.poll(pending).toBe(0)
    const { rows } = await database.pool.query('SELECT lane FROM malformed_outbox_row WHERE position = -7')
    expect(rows).toEqual([{ lane: 'interactive' }])
  })

  it('every event says its position, and when a position was published is one look-up', async () => {
    start()
    await write(1, 1200)
    await write(1201, 1201)
    await expect.poll(pending, { timeout: 15_000 }).toBe(0)
    const { rows } = await database.pool.query<{ position: string; event_id: string; publications: number }>(
      `SELECT position, event_id, (SELECT count(*)::int FROM publication p WHERE p.positions @> e.position) AS publications
       FROM user_event e ORDER BY position`,
    )
    expect(rows.every(({ publications }) => publications === 1)).toBe(true)
    const told = events().map((event) => [String(Object(event).position), Object(event).eventId])
    expect(told.sort()).toEqual(rows.map(({ position, event_id }) => [position, event_id]).sort())
    const lanes = await database.pool.query(
      `SELECT DISTINCT lane FROM publication WHERE published_at > now() - interval '1 minute' ORDER BY lane`,
    )
    expect(lanes.rows).toEqual([{ lane: 'bulk' }, { lane: 'interactive' }])
  })

  it('messages are as large as asked for: one event each, or a few hundred', async () => {
    start({ batchEvents: 1 })
    await write(1, 60)
    await expect.poll(pending).toBe(0)
    expect(accepted.map((batch) => batch.count)).toEqual(Array.from({ length: 60 }, () => 1))
    await relays.pop()?.stop()
    accepted.length = 0
    start()
    await write(61, 1160)
    await expect.poll(pending).toBe(0)
    expect(accepted.reduce((sum, batch) => sum + batch.count, 0)).toBe(1100)
    expect(Math.max(...accepted.map((batch) => batch.count))).toBe(500)
  })

  it('a backlog of very large events travels in messages of bounded size', async () => {
    await database.pool.query(
      `INSERT INTO "user" (tenant_id, email, first_name, last_name, role, avatar)
       SELECT $1, 'big' || i || '@rollcall.test', 'First', 'Last', 'staff', repeat('x', 400000) FROM generate_series(1, 60) i`,
      [tenantId],
    )
    start()
    await expect.poll(pending, { timeout: 15_000 }).toBe(0)
    expect(events()).toHaveLength(60)
    expect(Math.max(...accepted.map((batch) => batch.events.length))).toBeLessThan(1_500_000)
  })

  it('a session that ends between publishing and committing doubles events and loses none', async () => {
    let ended = 0
    behaviour.before = async () => {
      if (ended++ >= 3) return
      await database.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND state = 'idle in transaction' AND pid <> pg_backend_pid()`,
      )
    }
    start()
    await write(1, 4)
    await expect.poll(pending, { timeout: 10_000 }).toBe(0)
    const users = events().map((event) => Object(event).userId)
    expect(users.length).toBeGreaterThan(4)
    expect(new Set(users).size).toBe(4)
  })

  it('what the brake holds stays in the outbox while others go on', async () => {
    await write(1, 2)
    await database.pool.query('UPDATE outbox SET held = true WHERE position = (SELECT min(position) FROM outbox)')
    start()
    await expect.poll(() => events().length).toBe(1)
    await database.pool.query('UPDATE outbox SET held = false')
    await expect.poll(() => events().length).toBe(2)
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
