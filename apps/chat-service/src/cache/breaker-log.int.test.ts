import type { Queryable } from '@rollcall/service-kit/postgres'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createBreakerLog } from './breaker-log.js'
import { pruneFigures } from './prune-figures.js'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase('chat')
})
beforeEach(() => db.pool.query('TRUNCATE breaker_change'))
afterAll(() => db.drop())

it('changes of all replicas are read newest first, with the time at which they happened', async () => {
  let now = Date.now() - 60_000
  const startedAt = now
  const logs = ['a', 'b'].map((replica) => createBreakerLog({ pool: db.pool, replica, clock: () => now }))
  const [a, b] = logs
  a?.record({ breaker: 'directory', state: 'open', reason: 'timed out' })
  now += 1000
  b?.record({ breaker: 'redis', state: 'open', reason: null })
  now += 1000
  a?.record({ breaker: 'directory', state: 'closed', reason: null })
  await Promise.all(logs.map((log) => log.write()))
  expect(await a?.read(10)).toEqual([
    { at: new Date(startedAt + 2000).toISOString(), replica: 'a', breaker: 'directory', state: 'closed', reason: null },
    { at: new Date(startedAt + 1000).toISOString(), replica: 'b', breaker: 'redis', state: 'open', reason: null },
    { at: new Date(startedAt).toISOString(), replica: 'a', breaker: 'directory', state: 'open', reason: 'timed out' },
  ])
  expect(await a?.read(1)).toHaveLength(1)
})

it('a change waits for Postgres, and one whose answer was lost is there once', async () => {
  let fault: 'away' | 'answer lost' | null = 'away'
  const query = async (...args: [string]) => {
    if (fault === 'away') throw new Error('away')
    const answer = await db.pool.query(...args)
    if (fault) throw new Error('lost')
    return answer
  }
  const pool: Queryable = Object.create(db.pool, { query: { value: query } })
  const log = createBreakerLog({ pool, replica: 'a' })
  log.record({ breaker: 'directory', state: 'open', reason: null })
  await expect(log.write()).rejects.toThrow('away')
  fault = 'answer lost'
  await expect(log.write()).rejects.toThrow('lost')
  fault = null
  await log.write()
  await log.write()
  expect(await log.read(10)).toHaveLength(1)
})

it('a reason is one short line that names nobody and signs in nowhere', async () => {
  const log = createBreakerLog({ pool: db.pool, replica: 'a' })
  const reason = `no answer from redis://:secret@10.0.0.1:6379\r\nfor rudo@rollcall.test, +263 77 123 4567 ${'x'.repeat(900)}`
  log.record({ breaker: 'redis', state: 'open', reason })
  await log.write()
  const kept = (await log.read(1))[0]?.reason ?? ''
  expect(kept).toMatch(/^no answer from redis:\/\/10\.0\.0\.1:6379 for •••@rollcall\.test/)
  expect(kept).not.toMatch(/secret|rudo|4567|[\r\n]/)
  expect(kept.length).toBeLessThanOrEqual(200)
})

it('changes are kept for 30 days', async () => {
  await db.pool.query(`INSERT INTO breaker_change (at, replica, breaker, state)
    SELECT now() - make_interval(days => days), 'a', 'redis', 'open' FROM unnest(ARRAY[31, 29]) AS days`)
  await pruneFigures(db.pool)
  expect(await createBreakerLog({ pool: db.pool, replica: 'a' }).read(10)).toHaveLength(1)
})
