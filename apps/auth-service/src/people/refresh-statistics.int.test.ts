import { inTenant } from '@rollcall/service-kit/tenant-scope'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { type AuthFixture, clinic, startAuthFixture } from '../fixtures/auth-fixture.js'
import { readPeople } from './read-people.js'
import { refreshStatistics } from './refresh-statistics.js'

const people = 8000
const planSchema = z.array(z.object({ 'QUERY PLAN': z.string() }))
let service: AuthFixture
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  // Nobody looks but whom the test asks to.
  await service.db.pool.query('ALTER TABLE "user" SET (autovacuum_enabled = false)')
})
afterAll(() => service.close())

async function addMany() {
  const client = await service.db.pool.connect()
  await client.query(
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role)
     SELECT $1, 'many' || n || '@many.test', 'First ' || n % 40, 'Last ' || n % 90, 'nurse' FROM generate_series(1, $2) n`,
    [clinic, people],
  )
  // PostgreSQL tells its counters of a transaction within a second otherwise.
  await client.query('SELECT pg_stat_force_next_flush()')
  client.release()
}

/** The most rows that any step of the list's first page went through. */
async function rowsForAPage(): Promise<number> {
  const query = { tenantId: clinic, filter: {}, seesContact: true, search: null, sync: null }
  const client = await service.db.pool.connect()
  let most = 0
  const explaining: Parameters<typeof readPeople>[0] = Object.assign(Object.create(client), {
    query: async (sql: string, values: unknown[]) => {
      const { rows } = await client.query(`EXPLAIN (ANALYZE, COSTS off, TIMING off) ${sql}`, values)
      const lines = planSchema.parse(rows).map((row) => row['QUERY PLAN'])
      most = Math.max(...lines.map((line) => Number(/actual rows=(\d+)/.exec(line)?.[1] ?? 0)))
      return { rows: [] }
    },
  })
  const stretch = { order: { sort: 'name', order: 'asc' } as const, after: null, limit: 51 }
  await inTenant(clinic, () => readPeople(explaining, query, stretch))
  client.release()
  return most
}

it('reads a page of many who were just written, and not all of them for it', async () => {
  await service.db.pool.query('ANALYZE "user"')
  await addMany()
  expect(await refreshStatistics(service.system, 'ended')).toBe(true)
  expect(await rowsForAPage()).toBeLessThan(200)
})

it('looks no more than once at what was written', async () => {
  expect(await refreshStatistics(service.system, 'ended')).toBe(false)
})
