import { randomUUID } from 'node:crypto'
import { createLogger } from '@rollcall/service-kit/logger'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { exampleTenantId, exampleUserId } from '@rollcall/user-cache/test-support/example-user'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { prewarmDefaults } from './prewarm-options.js'
import type { PrewarmFailure } from './prewarm-run.js'
import { createRunBook } from './run-book.js'
import { markStopped, openRun, readFailures, readOpenRun, readRun, type StoredRun } from './run-table.js'

const logger = createLogger({ service: 'test', level: 'silent' })
const scope = { tenantId: exampleTenantId, platform: false }

const soon = { timeout: 10_000 }

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase('chat')
})
afterAll(() => db.drop())

const failure = (seq: number): PrewarmFailure & { seq: number } => {
  return { seq, userId: exampleUserId(seq), code: 'UNKNOWN', reason: 'unknown' }
}
const bookOf = ({ run }: StoredRun, onLost = () => {}) =>
  createRunBook({ db: db.pool, run, logger, onStopped: () => {}, onLost })
const openExample = () =>
  openRun(db.pool, {
    ...{ id: randomUUID(), tenantId: exampleTenantId, reason: 'person', startedBy: 'a person' },
    options: prewarmDefaults,
  })

it('a replica that has lost its run without knowing can’t set it back, and hears of it', async () => {
  const mine = await openExample()
  const theirs = await readOpenRun(db.pool)
  expect(theirs?.run.id).toBe(mine.run.id)
  const onLost = vi.fn()
  const lost = bookOf(mine, onLost)
  const going = bookOf(theirs ?? expect.fail('there is none'))
  going.add({ size: 5, already: 1, failures: [failure(4)] })
  expect(await going.close('done')).toBe('done')
  lost.add({ size: 2, already: 0, failures: [failure(1)] })
  await expect.poll(() => onLost.mock.calls.length, soon).toBeGreaterThan(0)
  expect(await lost.close('failed')).toBeNull()
  expect(await readRun(db.pool, scope, mine.run.id)).toMatchObject({
    ...{ state: 'done', totalProcessed: 5, cached: 4, already: 1, errors: 1 },
  })
  expect(await readFailures(db.pool, { runId: mine.run.id, after: -1, limit: 9 })).toEqual([failure(4)])
})

it('an answer of the database that got lost doesn’t make a run lose itself', async () => {
  const stored = await openExample()
  let isCut = true
  const pool = Object.create(db.pool, {
    query: {
      value: async (...given: [string, unknown[]]) => {
        const answer = await db.pool.query(...given)
        if (isCut) throw new Error('Connection terminated unexpectedly')
        return answer
      },
    },
  })
  const onLost = vi.fn()
  const book = createRunBook({ db: pool, run: stored.run, logger, onStopped: () => {}, onLost })
  book.add({ size: 3, already: 0, failures: [failure(2)] })
  const processed = async () => (await readRun(db.pool, scope, stored.run.id))?.totalProcessed
  await expect.poll(processed, soon).toBe(3)
  book.add({ size: 2, already: 0, failures: [] })
  isCut = false
  await expect.poll(processed, soon).toBe(5)
  expect(await book.close('done')).toBe('done')
  expect(onLost).not.toHaveBeenCalled()
  expect(await readFailures(db.pool, { runId: stored.run.id, after: -1, limit: 9 })).toEqual([failure(2)])
})

it('a stop comes before whatever the run says of its end', async () => {
  const stored = await openExample()
  const book = bookOf(stored)
  expect(await markStopped(db.pool, scope)).toBe(stored.run.id)
  book.add({ size: 1, already: 1, failures: [] })
  expect(await book.close('done')).toBe('stopped')
  expect(await readRun(db.pool, scope, stored.run.id)).toMatchObject({ state: 'stopped', totalProcessed: 1, cached: 1 })
})
