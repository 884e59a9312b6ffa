import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { exampleUserId } from '@rollcall/user-cache/test-support/example-user'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  createPrewarmWorld,
  otherTenantId,
  ownScope,
  type PrewarmWorld,
  platformScope,
  tenantId,
} from './test-support/prewarm-world.js'
import { ended, lookAt, newestEnded, startRun } from './test-support/run-to-end.js'

const soon = { timeout: 10_000 }

let world: PrewarmWorld
beforeAll(async () => {
  world = createPrewarmWorld({ db: await createTestDatabase('chat'), redis: await createTestRedis() })
})
afterEach(() => world.reset())
afterAll(() => world.close())

const people = Array.from({ length: 12 }, (_, n) => exampleUserId(n + 1))
const request = { tenantId, startedBy: 'a person', options: {} }
/** How often each user was asked for, by the directory's own account. */
const timesAsked = () =>
  people.map(
    (id) =>
      world
        .directory()
        .asked.flat()
        .filter((other) => other === id).length,
  )
const listed = async () =>
  (await world.db.pool.query('SELECT cardinality(targets) AS listed FROM prewarm_run')).rows[0]?.listed
const saved = async () => (await world.db.pool.query('SELECT processed FROM prewarm_run')).rows[0]?.processed

describe('one run at a time over all replicas', () => {
  it('of two starts at the same moment one begins, and the other hears how far it is', async () => {
    await world.populate(4)
    const hold = world.directory().holdFrom(2)
    const [a, b] = [world.replica(), world.replica()]
    const started = await Promise.allSettled([a.desk.start(request), b.desk.start(request)])
    expect(started.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await hold.isReached
    await expect.poll(saved, soon).toBe(2)
    for (const { desk } of [a, b]) {
      const message = expect.stringContaining('2 of 4 users')
      await expect(desk.start(request)).rejects.toMatchObject({ code: 'CONFLICT', message })
    }
    hold.open()
    expect(await newestEnded(b)).toMatchObject({ totalProcessed: 4 })
    expect((await a.desk.runs(platformScope, 10)).items).toHaveLength(1)
  })

  it('another organisation hears that one runs, and nothing of it', async () => {
    await world.populate(4)
    const hold = world.directory().holdFrom(1)
    const [a, b] = [world.replica(), world.replica()]
    await startRun(a)
    await expect(b.desk.start({ ...request, tenantId: otherTenantId })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'Another prewarm is running. Try again when it has ended.',
    })
    hold.open()
    await newestEnded(a)
  })
})

describe('a stop', () => {
  it('ends the run on another replica within half a second; what is cached stays, and the sum holds', async () => {
    await world.populate(12)
    const hold = world.directory().holdFrom(4)
    const [a, b] = [world.replica(), world.replica()]
    const id = await startRun(a)
    await hold.isReached
    await expect.poll(saved, soon).toBe(6)
    expect(await b.desk.stop({ tenantId: otherTenantId, platform: false })).toEqual({ stopped: false, runId: null })
    const at = performance.now()
    expect(await b.desk.stop(ownScope)).toEqual({ stopped: true, runId: id })
    // The other replica closes the book while the directory still owes it an answer.
    await expect.poll(listed, { ...soon, interval: 10 }).toBe(0)
    expect(performance.now() - at).toBeLessThan(1000)
    hold.open()
    expect((await lookAt(a, id)).run).toMatchObject({ state: 'stopped', totalProcessed: 6, cached: 6, error: null })
    expect(await ended(b, await startRun(b))).toMatchObject({ state: 'done', cached: 12, already: 6 })
    expect(await a.desk.stop(ownScope)).toEqual({ stopped: false, runId: null })
  })

  it('reaches everyone’s run only from whoever runs the installation', async () => {
    await world.populate(4)
    const hold = world.directory().holdFrom(1)
    const a = world.replica({ atStart: true })
    // The question whether the directory is there is no question for users.
    a.start()
    await hold.isReached
    expect(await a.desk.stop(ownScope)).toMatchObject({ stopped: false })
    expect(await a.desk.stop(platformScope)).toMatchObject({ stopped: true })
    expect(await newestEnded(a)).toMatchObject({ scope: 'everyone', state: 'stopped', totalProcessed: 0 })
  })
})

describe('a run that is cut', () => {
  const terminate = (which: string) =>
    world.db.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name <> 'test' AND ${which}`)
  const locks = async () =>
    (
      await world.db.pool.query(`SELECT FROM pg_locks JOIN pg_database AS d ON d.oid = database
       WHERE locktype = 'advisory' AND d.datname = current_database()`)
    ).rowCount
  const holdsLock = `pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')`

  it.each([
    ['whose lock broke', () => terminate(holdsLock)],
    ['whose database sessions were all ended', () => terminate('true')],
  ])('%s goes on from where it was, without asking twice or leaving anybody out', async (_title, cut) => {
    await world.populate(12)
    world.directory().users.delete(exampleUserId(2))
    const hold = world.directory().holdFrom(4)
    const a = world.replica()
    const id = await startRun(a)
    await hold.isReached
    await expect.poll(saved, soon).toBe(6)
    await cut()
    await expect.poll(locks, soon).toBe(0)
    const b = world.replica()
    b.start()
    // Both wait for the directory, with two batches each, and the first one knows by now.
    await expect.poll(() => world.directory().asked.length, soon).toBe(7)
    hold.open()
    expect(await ended(b, id)).toMatchObject({ state: 'done', total: 12, totalProcessed: 12, cached: 11, errors: 1 })
    // Only the two batches that were under way are asked for again.
    const [once, again] = [timesAsked().filter((times) => times === 1), timesAsked().filter((times) => times === 2)]
    expect([once.length, again.length]).toEqual([8, 4])
    expect(await world.cache.stored(people.filter((_, n) => n !== 1))).not.toContain(null)
    expect((await lookAt(b, id)).failures.map(({ userId }) => userId)).toEqual([exampleUserId(2)])
  })

  it('is left open by a service that closes, within its deadline, and taken up by a replica that watches', async () => {
    await world.populate(12)
    const hold = world.directory().holdFrom(4)
    const [a, b] = [world.replica(), world.replica()]
    b.start()
    const id = await startRun(a)
    await hold.isReached
    await expect.poll(saved, soon).toBe(6)
    const at = performance.now()
    await a.stop()
    expect(performance.now() - at).toBeLessThan(2000)
    expect((await lookAt(b, id)).run).toMatchObject({ state: 'running', interrupted: false, totalProcessed: 6 })
    await expect(a.desk.start(request)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    hold.open()
    // Not seen for ten seconds.
    await world.db.pool.query(`UPDATE prewarm_run SET seen_at = seen_at - interval '11 seconds'`)
    expect(await ended(b, id)).toMatchObject({ state: 'done', totalProcessed: 12, cached: 12 })
  })

  it('shows as interrupted, is no place for a second one, and goes on when somebody asks for one', async () => {
    await world.populate(12)
    const hold = world.directory().holdFrom(4)
    const a = world.replica()
    const id = await startRun(a)
    await hold.isReached
    await a.stop()
    await world.db.pool.query(`UPDATE prewarm_run SET seen_at = seen_at - interval '11 seconds'`)
    hold.open()
    const b = world.replica()
    expect((await lookAt(b, id)).run).toMatchObject({ state: 'running', interrupted: true })
    await expect(b.desk.start(request)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await ended(b, id)).toMatchObject({ state: 'done', totalProcessed: 12 })
  })

  it('can be stopped while nobody does it', async () => {
    await world.populate(12)
    const hold = world.directory().holdFrom(4)
    const a = world.replica()
    const id = await startRun(a)
    await hold.isReached
    await expect.poll(saved, soon).toBe(6)
    await a.stop()
    hold.open()
    const b = world.replica()
    expect(await b.desk.stop(ownScope)).toEqual({ stopped: true, runId: id })
    b.start()
    expect(await ended(b, await startRun(b))).toMatchObject({ state: 'done', already: 6 })
  })
})
