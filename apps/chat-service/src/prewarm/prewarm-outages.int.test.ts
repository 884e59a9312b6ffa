import { createRedis } from '@rollcall/service-kit/redis'
import { startRedisServer } from '@rollcall/testing/redis-server'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { exampleUserId } from '@rollcall/user-cache/test-support/example-user'
import { createUserCache } from '@rollcall/user-cache/user-cache'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createPrewarmWorld, type PrewarmWorld, platformScope } from './test-support/prewarm-world.js'
import { ended, lookAt, newestEnded, startRun } from './test-support/run-to-end.js'

const soon = { timeout: 10_000 }

let world: PrewarmWorld
beforeAll(async () => {
  world = createPrewarmWorld({ db: await createTestDatabase('chat'), redis: await createTestRedis() })
})
afterEach(() => world.reset())
afterAll(() => world.close())

const patient = { giveUpMs: 60_000 }

it('a start waits for a directory that is away, without a run, and warms everyone when it is back', async () => {
  await world.populate(4)
  world.directory().state.down = true
  let probes = 0
  const { fetchMany } = world.directory()
  world.directory().fetchMany = (ids) => {
    probes += 1
    return fetchMany(ids)
  }
  const replica = world.replica({ atStart: true })
  replica.start()
  await expect.poll(() => probes, soon).toBeGreaterThan(3)
  expect((await replica.desk.runs(platformScope, 10)).items).toEqual([])
  world.directory().state.down = false
  expect(await newestEnded(replica)).toMatchObject({ scope: 'everyone', state: 'done', cached: 4, errors: 0 })
})

it('a start waits for a database that is away', async () => {
  await world.populate(4)
  await world.db.pool.query('ALTER TABLE prewarm_run RENAME TO prewarm_run_away')
  const replica = world.replica({ atStart: true })
  replica.start()
  await expect(replica.desk.runs(platformScope, 10)).rejects.toThrow()
  await world.db.pool.query('ALTER TABLE prewarm_run_away RENAME TO prewarm_run')
  expect(await newestEnded(replica)).toMatchObject({ scope: 'everyone', state: 'done', cached: 4 })
})

it('a directory that goes away in the middle is waited for, and nobody is an error for it', async () => {
  await world.populate(12)
  const hold = world.directory().holdFrom(3)
  const replica = world.replica({ policy: patient })
  const id = await startRun(replica)
  await hold.isReached
  world.directory().state.down = true
  hold.open()
  await expect
    .poll(async () => (await lookAt(replica, id)).run.error, soon)
    .toBe('waiting for the directory (auth-service), which does not answer')
  world.directory().state.down = false
  const run = await ended(replica, id)
  expect(run).toMatchObject({ state: 'done', totalProcessed: 12, cached: 12, errors: 0, error: null })
  expect(run.restedMs).toBeGreaterThan(0)
})

it('a directory that stays away fails the run with a sentence, before it is burned through, and it can start again', async () => {
  await world.populate(12)
  const hold = world.directory().holdFrom(3)
  const replica = world.replica()
  const id = await startRun(replica)
  await hold.isReached
  world.directory().state.down = true
  hold.open()
  const run = await ended(replica, id)
  expect(run).toMatchObject({ state: 'failed', errors: 0 })
  expect(run.totalProcessed).toBeLessThan(12)
  expect(run.error).toMatch(/^No answer from the directory \(auth-service\) for .* Start again when it is back\.$/)
  world.directory().state.down = false
  expect(await ended(replica, await startRun(replica))).toMatchObject({ state: 'done', cached: 12 })
})

it('a directory that answers, and fails at every batch, ends the run after three', async () => {
  await world.populate(12)
  for (let n = 1; n <= 12; n += 1) world.directory().refused.add(exampleUserId(n))
  const replica = world.replica()
  const run = await ended(replica, await startRun(replica))
  expect(run).toMatchObject({ state: 'failed', totalProcessed: 4, cached: 0, errors: 4 })
  expect(run.error).toContain('3 batches in a row')
})

it('a Redis that is killed in the middle is waited for, and all are cached when it is back', async () => {
  const server = await startRedisServer({ role: 'cache' })
  const limits = { commandTimeout: 500, maxRetriesPerRequest: 1, enableOfflineQueue: false }
  const redis = createRedis(server.url, { logger: world.logger, name: 'cache', ...limits })
  try {
    await world.populate(12)
    const hold = world.directory().holdFrom(3)
    const cache = createUserCache({ redis, logger: world.logger })
    await expect.poll(() => redis.status, soon).toBe('ready')
    const replica = world.replica({ cache, policy: patient })
    const id = await startRun(replica)
    await hold.isReached
    await server.kill()
    hold.open()
    await expect
      .poll(async () => (await lookAt(replica, id)).run.error, soon)
      .toBe('waiting for the cache (Redis), which does not answer')
    await server.restart()
    expect(await ended(replica, id)).toMatchObject({ state: 'done', totalProcessed: 12, cached: 12, errors: 0 })
    // What it had written before is gone with its memory; nothing since is.
    expect(await cache.stored([7, 8, 9, 10, 11, 12].map(exampleUserId))).not.toContain(null)
  } finally {
    await world.reset()
    redis.disconnect()
    await server.stop()
  }
}, 30_000)
