import { createLogger } from '@rollcall/service-kit/logger'
import type { Queryable } from '@rollcall/service-kit/postgres'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { noReads } from '@rollcall/user-cache/read-counters'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pruneFigures } from './prune-figures.js'
import { readHistory } from './read-history.js'
import { createSampleReader } from './read-samples.js'
import { createSampleRecorder } from './sample-recorder.js'
import { createScriptedReader } from './test-support/scripted-reader.js'

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
  const { reader, counted, took } = createScriptedReader()
  const time = { now: Date.now() }
  const recorder = createSampleRecorder({ pool, reader, logger, clock: () => time.now })
  return { counts: counted, took, time, flush: recorder.flush }
}
const readFigures = () => createSampleReader({ pool: db.pool, replica: 'who asks' })()
const rows = async () => (await db.pool.query('SELECT * FROM cache_sample')).rowCount

/** Postgres as long as it is there. */
function createUnreliable() {
  const state = { away: true, losesAnswers: false }
  const query = async (...args: [string]) => {
    if (state.away) throw new Error('away')
    const answer = await db.pool.query(...args)
    if (state.losesAnswers) throw new Error('the answer was lost')
    return answer
  }
  return { state, pool: Object.create(db.pool, { query: { value: query } }) as Queryable }
}

describe('cache samples', () => {
  it('add up over replicas, and a repeated write counts nothing twice', async () => {
    const [a, b] = [createReplica(), createReplica()]
    Object.assign(a.counts, { redisHits: 4, nearHits: 2, misses: 2, fallbacks: 2, negatives: 1, errors: 1 })
    Object.assign(b.counts, { redisHits: 3, misses: 1, fallbacks: 1, coalesced: 1, staleServes: 1, corrupt: 1 })
    await Promise.all([a.flush(), b.flush(), a.flush()])
    a.counts.redisHits += 3
    await a.flush()
    const { counts, rates, recentReads } = await readFigures()
    expect(counts).toEqual({
      ...noReads(),
      ...{ nearHits: 2, redisHits: 10, misses: 3, fallbacks: 3, negatives: 1 },
      ...{ coalesced: 1, staleServes: 1, corrupt: 1, errors: 1 },
    })
    const rate = { reads: 16, hitRate: 12 / 15, nearRate: 2 / 15 }
    expect(rates).toMatchObject({ minute: { perSecond: 0.267 }, quarter: rate, day: rate })
    expect(recentReads).toBe(15)
  })

  it('leave minutes without reads out of the table, and show them as gaps', async () => {
    const replica = createReplica()
    await replica.flush()
    expect(await rows()).toBe(0)
    replica.counts.redisHits = 3
    replica.time.now -= 2 * minuteMs
    await replica.flush()
    replica.time.now += 2 * minuteMs
    replica.counts.misses = 1
    await replica.flush()
    const history = await readHistory(db.pool, 5)
    expect(history.map(({ redisHits, misses, hitRate }) => [redisHits, misses, hitRate])).toEqual([
      [0, 0, null],
      [0, 0, null],
      [3, 0, 1],
      [0, 0, null],
      [0, 1, 0],
    ])
    expect(history.map(({ minute }) => Date.parse(minute) % minuteMs)).toEqual([0, 0, 0, 0, 0])
    expect(await rows()).toBe(2)
  })

  it('slide through the windows: a minute counts for a rate as far as it still lies in it', async () => {
    await db.pool.query(`INSERT INTO cache_sample (replica, minute, redis_hits, misses) VALUES
      ('a', date_trunc('minute', now()) - interval '1 minute', 600, 0),
      ('a', now() - interval '40 minutes', 0, 7), ('a', now() - interval '25 hours', 1000, 0)`)
    const { rates, counts } = await readFigures()
    const { rows: clock } = await db.pool.query('SELECT extract(second FROM now())::float8 AS seconds')
    // The minute before the running one: the later in the minute, the less of it.
    const expected = 600 * (1 - clock[0].seconds / 60)
    expect(Math.abs(rates.minute.reads - expected)).toBeLessThan(30)
    expect(rates.quarter).toMatchObject({ reads: 600, hitRate: 1 })
    expect(rates.day).toMatchObject({ reads: 607, hitRate: 600 / 607 })
    expect(counts).toMatchObject({ redisHits: 1600, misses: 7 })
  })

  it('of a replica that was cut off are in the sums within a minute, and none is in them twice as time goes on', async () => {
    let now = Date.now()
    const read = createSampleReader({ pool: db.pool, replica: 'who asks', clock: () => now })
    await db.pool.query(`INSERT INTO cache_sample (replica, minute, redis_hits)
      SELECT 'a', now() - make_interval(mins => mins), 1 FROM generate_series(0, 30 * 60, 5) AS mins`)
    expect((await read()).counts.redisHits).toBe(361)
    await db.pool.query(
      `INSERT INTO cache_sample (replica, minute, redis_hits) VALUES ('b', now() - interval '3 hours', 5)`,
    )
    for (let step = 0; step < 30; step += 1) {
      now += minuteMs
      expect((await read()).counts.redisHits).toBe(366)
    }
  })

  it('say how long reads took, by tier and by minute, over all replicas', async () => {
    const [a, b] = [createReplica(), createReplica()]
    a.took('near', 0.0015, 90)
    b.took('redis', 0.4, 9)
    b.took('directory', 30)
    await Promise.all([a.flush(), b.flush()])
    const { latency } = await readFigures()
    expect(latency.map(({ tier, reads }) => [tier, reads])).toEqual([
      ['near', 90],
      ['redis', 9],
      ['directory', 1],
    ])
    const [near, redis, directory] = latency
    expect(near?.p99Us).toBeLessThanOrEqual(2)
    expect(redis?.p50Us).toBeGreaterThan(200)
    expect(redis?.p50Us).toBeLessThan(500)
    expect(directory?.p50Us).toBeGreaterThan(20_000)
    const last = (await readHistory(db.pool, 5)).at(-1)
    expect(last?.p50Us).toBeLessThanOrEqual(2)
    expect(last?.p95Us).toBeGreaterThan(200)
    expect(last?.p99Us).toBeLessThanOrEqual(500)
  })

  it('of a code with other buckets count as reads, but not as times', async () => {
    await db.pool.query(
      `INSERT INTO cache_sample (replica, minute, redis_hits, latency) VALUES ('old', date_trunc('minute', now()), 5, '{1,2,3}')`,
    )
    expect(await readFigures()).toMatchObject({
      counts: { redisHits: 5 },
      latency: [{ reads: 0 }, { reads: 0, p50Us: null }, {}],
    })
    expect((await readHistory(db.pool, 5)).at(-1)).toMatchObject({ redisHits: 5, p50Us: null })
  })

  it('tell how many replicas are there: who asks, and whoever has counted in the last two minutes', async () => {
    expect((await readFigures()).replicas).toBe(1)
    const [a, b] = [createReplica(), createReplica()]
    b.time.now -= 3 * minuteMs
    a.counts.redisHits = 1
    b.counts.redisHits = 1
    await Promise.all([a.flush(), b.flush()])
    expect((await readFigures()).replicas).toBe(2)
  })

  it('wait for a Postgres that is away and keep their minute', async () => {
    const { state, pool } = createUnreliable()
    const replica = createReplica(pool)
    replica.counts.redisHits = 5
    replica.time.now -= 3 * minuteMs
    await expect(replica.flush()).rejects.toThrow('away')
    replica.time.now += 3 * minuteMs
    replica.counts.redisHits = 6
    state.away = false
    await replica.flush()
    const history = await readHistory(db.pool, 5)
    expect(history.map(({ redisHits }) => redisHits)).toEqual([0, 5, 0, 0, 1])
  })

  it('whose write was done and its answer lost are not counted again', async () => {
    const { state, pool } = createUnreliable()
    const replica = createReplica(pool)
    Object.assign(state, { away: false, losesAnswers: true })
    replica.counts.redisHits = 5
    replica.took('redis', 1, 5)
    await expect(replica.flush()).rejects.toThrow('lost')
    state.losesAnswers = false
    await replica.flush()
    expect(await readFigures()).toMatchObject({ counts: { redisHits: 5 }, latency: [{}, { reads: 5 }, {}] })
  })

  it('outlive a clock that is set back: what was written of a minute stays', async () => {
    const replica = createReplica()
    for (const [step, hits] of [
      [-2 * minuteMs, 4],
      [2 * minuteMs, 5],
      [-2 * minuteMs, 7],
    ] as const) {
      replica.time.now += step
      replica.counts.redisHits = hits
      await replica.flush()
    }
    expect((await readHistory(db.pool, 5)).map(({ redisHits }) => redisHits)).toEqual([0, 0, 6, 0, 1])
  })

  it('are kept for 30 days', async () => {
    await db.pool.query(`INSERT INTO cache_sample (replica, minute, redis_hits)
      SELECT 'a', now() - make_interval(days => days), 1 FROM unnest(ARRAY[31, 29]) AS days`)
    await pruneFigures(db.pool)
    expect(await readFigures()).toMatchObject({ counts: { redisHits: 1 } })
    expect(await rows()).toBe(1)
  })
})
