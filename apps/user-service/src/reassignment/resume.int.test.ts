import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openReassignmentDesk, type ReassignmentDesk } from '../fixtures/reassignment-desk.js'
import { createTestApp, type TestApp } from '../fixtures/test-app.js'
import { takeBackStep } from './take-back-step.js'
import { takeStep } from './take-step.js'

let app: TestApp
let org: ReassignmentDesk
beforeAll(async () => {
  app = await createTestApp(await createTestDatabase('user'), await createTestRedis())
})
afterAll(() => app.close())
beforeEach(async () => {
  org = await openReassignmentDesk(app)
})
afterEach(() => app.reassignments.stop())

describe('a reassignment and crashes', () => {
  it('goes on with another process where one ended, forward and back, and takes no step twice', async () => {
    const ids = await org.bookDays(org.leaver, [1, 2, 3, 4])
    await org.book(org.helper, 4)
    const { id } = await org.reassign({ mode: 'all_or_nothing' })
    for (const _ of [1, 2]) await takeStep(app.system, await org.openRun(id))
    const second = app.createRunner()
    second.start()
    await expect.poll(async () => (await org.desk.reassignment({ id: id })).run.state).not.toBe('running')
    await second.stop()
    if ((await org.desk.reassignment({ id: id })).run.endedAt === null)
      await takeBackStep(app.system, await org.openRun(id))
    const third = app.createRunner()
    third.start()
    const { run } = await org.ended(id)
    await third.stop()
    expect(run).toMatchObject({ state: 'taken_back', counts: { taken_back: 3, failed: 1 } })
    expect(await org.clinicianOfEach(ids)).toEqual(ids.map(() => org.leaver))
  })

  it('survives a connection that dies in the middle of a step: the step is taken once, later', async () => {
    const ids = await org.bookDays(org.leaver, [1, 2])
    const { id } = await org.reassign()
    const client = await app.db.pool.connect()
    await client.query('BEGIN')
    await client.query('SELECT FROM appointment WHERE id = $1 FOR UPDATE', [ids[0]])
    app.reassignments.start()
    const killed = () =>
      app.db.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FROM appointment WHERE id = $1 FOR UPDATE%'`,
      )
    await expect.poll(async () => (await killed()).rowCount, { timeout: 10_000 }).toBeGreaterThan(0)
    await client.query('ROLLBACK')
    client.release()
    const { run } = await org.ended(id)
    expect(run.counts.moved).toBe(2)
    expect(await org.clinicianOfEach(ids)).toEqual([org.helper, org.helper])
  })

  it('is carried by one of two processes at a time', async () => {
    const ids = await org.bookDays(org.leaver, [1, 2, 3, 4, 5, 6])
    const second = app.createRunner()
    app.reassignments.start()
    second.start()
    const { run } = await org.ended((await org.reassign()).id)
    await second.stop()
    expect(run.counts.moved).toBe(ids.length)
    expect(new Set(await org.clinicianOfEach(ids))).toEqual(new Set([org.helper]))
  })
})
