import { randomUUID } from 'node:crypto'
import type { Queryable } from '@rollcall/service-kit/postgres'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMissCollector } from './miss-collector.js'
import { pruneFigures } from './prune-figures.js'
import { readTopMisses } from './read-top-misses.js'

const tenantId = '0192f000-0000-7000-8000-000000000001'
const otherTenantId = '0192f000-0000-7000-8000-000000000002'
const day = { hours: 24, limit: 10 }

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase('chat')
})
beforeEach(() => db.pool.query('TRUNCATE cache_miss'))
afterAll(() => db.drop())

const missTimes = (
  collector: ReturnType<typeof createMissCollector>,
  userId: string,
  times: number,
  unknown = false,
) => {
  for (let n = 0; n < times; n += 1) collector.record({ tenantId, userId, unknown })
}

describe('the most missed', () => {
  it('add up over replicas and hours, most missed first, each organisation for itself', async () => {
    const [often, seldom, foreign] = [randomUUID(), randomUUID(), randomUUID()]
    const hourAgo = Date.now() - 3_600_000
    const a = createMissCollector({ pool: db.pool })
    const b = createMissCollector({ pool: db.pool, clock: () => hourAgo })
    missTimes(a, often, 3)
    missTimes(a, seldom, 2, true)
    missTimes(b, often, 4)
    a.record({ tenantId: otherTenantId, userId: foreign, unknown: false })
    await Promise.all([a.flush(), b.flush()])
    missTimes(a, seldom, 1, false)
    await a.flush()
    const top = await readTopMisses(db.pool, tenantId, day)
    expect(top).toMatchObject([
      { userId: often, misses: 7, unknown: false },
      { userId: seldom, misses: 3, unknown: false },
    ])
    expect(Date.parse(top[0]?.lastAt ?? '')).toBeGreaterThan(hourAgo)
    expect(await readTopMisses(db.pool, tenantId, { hours: 24, limit: 1 })).toHaveLength(1)
    expect(await readTopMisses(db.pool, otherTenantId, day)).toMatchObject([{ userId: foreign, misses: 1 }])
  })

  it('are found in bounded memory, however many others are asked for once', async () => {
    const often = randomUUID()
    const collector = createMissCollector({ pool: db.pool, maxUsers: 100 })
    for (let round = 0; round < 200; round += 1) {
      missTimes(collector, often, 2)
      for (let n = 0; n < 25; n += 1) missTimes(collector, randomUUID(), 1, true)
    }
    await collector.flush()
    const { rows } = await db.pool.query('SELECT count(*)::int AS count FROM cache_miss')
    expect(rows[0].count).toBeLessThanOrEqual(100)
    const [first] = await readTopMisses(db.pool, tenantId, day)
    // Of 5,400 misses each of 100 places may lose one in 101.
    expect(first).toMatchObject({ userId: often, unknown: false })
    expect(first?.misses).toBeGreaterThan(400 - 5400 / 101)
    expect(first?.misses).toBeLessThanOrEqual(400)
  })

  it('wait for a Postgres that is away, and are written at most twice a minute', async () => {
    let [away, now] = [true, Date.now()]
    const pool: Queryable = Object.create(db.pool, {
      query: { value: (...args: [string]) => (away ? Promise.reject(new Error('away')) : db.pool.query(...args)) },
    })
    const userId = randomUUID()
    const collector = createMissCollector({ pool, clock: () => now })
    missTimes(collector, userId, 2)
    const failing = collector.write()
    missTimes(collector, userId, 1)
    await expect(failing).rejects.toThrow('away')
    away = false
    await collector.write()
    expect(await readTopMisses(db.pool, tenantId, day)).toMatchObject([{ userId, misses: 3 }])
    missTimes(collector, userId, 1)
    now += 29_000
    await collector.write()
    expect(await readTopMisses(db.pool, tenantId, day)).toMatchObject([{ misses: 3 }])
    now += 1000
    await collector.write()
    expect(await readTopMisses(db.pool, tenantId, day)).toMatchObject([{ misses: 4 }])
  })

  it('leave out what is no id, which would keep all others from being written', async () => {
    const collector = createMissCollector({ pool: db.pool })
    collector.record({ tenantId, userId: "'; DROP", unknown: true })
    await collector.flush()
    expect(await readTopMisses(db.pool, tenantId, day)).toEqual([])
  })

  it('of two replicas at once never wait for each other in a ring', async () => {
    const ids = Array.from({ length: 300 }, () => randomUUID())
    const replicas = [ids, [...ids].reverse()].map((order) => {
      const collector = createMissCollector({ pool: db.pool })
      return async () => {
        for (const id of order) missTimes(collector, id, 1)
        await collector.flush()
      }
    })
    for (let round = 0; round < 5; round += 1) await Promise.all(replicas.map((flush) => flush()))
    const [first] = await readTopMisses(db.pool, tenantId, day)
    expect(first?.misses).toBe(10)
  })

  it('are kept for seven days, and of an hour that is over the 1,000 worst', async () => {
    await db.pool.query(
      `INSERT INTO cache_miss (hour, tenant_id, user_id, misses, unknown, last_at)
       SELECT date_trunc('hour', now()) - interval '2 hours', $1::uuid, gen_random_uuid(), n, true, now() FROM generate_series(1, 1500) AS n
       UNION ALL SELECT now() - interval '8 days', $1, gen_random_uuid(), 9, false, now()
       UNION ALL SELECT date_trunc('hour', now()) - interval '6 days', $1, gen_random_uuid(), 9000, false, now()`,
      [tenantId],
    )
    await pruneFigures(db.pool)
    const { rows } = await db.pool.query('SELECT count(*)::int AS count, min(misses)::int AS least FROM cache_miss')
    expect(rows).toEqual([{ count: 1001, least: 501 }])
    expect((await readTopMisses(db.pool, tenantId, { hours: 168, limit: 1 }))[0]?.misses).toBe(9000)
  })
})
