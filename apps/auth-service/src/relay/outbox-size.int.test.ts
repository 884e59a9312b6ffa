import { createLogger } from '@rollcall/service-kit/logger'
import { createMetrics } from '@rollcall/service-kit/metrics'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createRecordingBus } from './recording-bus.js'
import { createRelay } from './relay.js'

let db: TestDatabase

beforeEach(async () => {
  db = await createTestDatabase('auth')
})
afterEach(() => db.drop())

/** Events as the triggers leave them, without the users, which would take the most of the time. */
const write = (count: number) =>
  db.pool.query(
    `WITH logged AS (
       INSERT INTO user_event (event_id, event_type, schema_version, occurred_at, source, tenant_id, user_id, user_version,
         actor_id, actor_kind, correlation_id, changes, payload)
       SELECT uuid_v7(), 'user.created', '1.0', now(), 'auth-service', gen_random_uuid(), gen_random_uuid(), 1,
         'x', 'sql', 'c', '{}', '{}' FROM generate_series(1, $1) RETURNING position)
     INSERT INTO outbox (position, lane) SELECT position, 'bulk' FROM logged`,
    [count],
  )
const bytes = async () =>
  Number((await db.pool.query(`SELECT pg_total_relation_size('outbox') AS bytes`)).rows[0].bytes)

it('the outbox stays as small as a few rounds of events, however many pass, with autovacuum asleep', async () => {
  const logger = createLogger({ service: 'test', level: 'silent' })
  const metrics = createMetrics('test')
  const { bus, accepted } = createRecordingBus()
  const relay = createRelay({ connectionString: db.url, bus, logger, metrics, pollMs: 20, tidyEveryEvents: 5000 })
  relay.start()
  const sizes: number[] = []
  for (let round = 1; round <= 25; round++) {
    await write(2500)
    await expect.poll(() => accepted.reduce((sum, { count }) => sum + count, 0), { timeout: 30_000 }).toBe(round * 2500)
    sizes.push(await bytes())
  }
  await relay.stop()
  // 62,500 rows and their entries would take 6 MB.
  expect(Math.max(...sizes)).toBeLessThan(1_500_000)
}, 120_000)

it('autovacuum looks after it by the number of rows, whatever the table once was', async () => {
  const { rows } = await db.pool.query(`SELECT reloptions FROM pg_class WHERE relname = 'outbox'`)
  expect(rows[0].reloptions).toEqual(
    expect.arrayContaining([
      'autovacuum_vacuum_threshold=5000',
      'autovacuum_vacuum_scale_factor=0',
      'autovacuum_vacuum_cost_delay=0',
    ]),
  )
})
