import { createLogger } from '@rollcall/service-kit/logger'
import type { Queryable } from '@rollcall/service-kit/postgres'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { noReads, type ReadCounts } from '@rollcall/user-cache/read-counters'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readHistory, readTotals } from './read-samples.js'
import { createSampleRecorder } from './sample-recorder.js'

const logger = createLogger({ service: 'test', level: 'silent' })
const minuteMs = 60_000

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase('chat')
})
beforeEach(() => db.pool.query('TRUNCATE cache_sample'))
afterAll(() => db.drop())

/** One replica whose reads and clock the test moves. */
function createReplica(pool: Queryable = db.pool) {
  const counts: ReadCounts = { ...noReads }
  const time = { now: Date.now() }
  const recorder = createSampleRecorder({ pool, counts: () => ({ ...counts }), logger, clock: () => time.now })
  return { counts, time, flush: recorder.flush }
}
const rows = async () => (await db.pool.query('SELECT * FROM cache_sample')).rowCount

describe('cache samples', () => {
  it('add up over replicas, and a repeated write counts nothing twice', async () => {
    const [a, b] = [createReplica(), createReplica()]
    Object.assign(a.counts, { hits: 6, misses: 2, fallbacks: 2, negatives: 1, errors: 1 })
    Object.assign(b.counts, { hits: 3, misses: 1, fallbacks: 1 })
    await Promise.all([a.flush(), b.flush(), a.flush()])
    a.counts.hits += 3
    await a.flush()
    expect(await readTotals(db.pool)).toEqual({
      hits: 12,
      misses: 3,
      fallbacks: 3,
      negatives: 1,
      errors: 1,
      hitRate: 12 / 15,
    })
  })

  it('leave minutes without reads out of the table, and show them as gaps', async () => {
    const replica = createReplica()
    await replica.flush()
    expect(await rows()).toBe(0)
    replica.counts.hits = 3
    replica.time.now -= 2 * minuteMs
    await replica.flush()
    replica.time.now += 2 * minuteMs
    replica.counts.misses = 1
    await replica.flush()
    const history = await readHistory(db.pool, 5)
    expect(history.map(({ hits, misses, hitRate }) => [hits, misses, hitRate])).toEqual([
      [0, 0, null],
      [0, 0, null],
      [3, 0, 1],
      [0, 0, null],
      [0, 1, 0],
    ])
    expect(history.map(({ minute }) => Date.parse(minute) % minuteMs)).toEqual([0, 0, 0, 0, 0])
  })

  it('count for the hit rate only while they are at most 15 minutes old', async () => {
    const replica = createReplica()
    replica.time.now -= 20 * minuteMs
    replica.counts.misses = 9
    await replica.flush()
    expect((await readTotals(db.pool)).hitRate).toBeNull()
    replica.time.now += 20 * minuteMs
    replica.counts.hits = 1
    await replica.flush()
    expect(await readTotals(db.pool)).toMatchObject({ hits: 1, misses: 9, hitRate: 1 })
  })

  it('wait for a Postgres that is away and keep their minute', async () => {
    let away = true
    const pool = Object.create(db.pool, {
      query: { value: (...args: [string]) => (away ? Promise.reject(new Error('away')) : db.pool.query(...args)) },
    })
    const replica = createReplica(pool)
    replica.counts.hits = 5
    replica.time.now -= 3 * minuteMs
    await expect(replica.flush()).rejects.toThrow('away')
    replica.time.now += 3 * minuteMs
    replica.counts.hits = 6
    away = false
    await replica.flush()
    const history = await readHistory(db.pool, 5)
    expect(history.map(({ hits }) => hits)).toEqual([0, 5, 0, 0, 1])
  })
})
