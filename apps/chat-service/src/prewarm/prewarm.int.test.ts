import { inTenant } from '@rollcall/service-kit/tenant-scope'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { exampleUser, exampleUserId } from '@rollcall/user-cache/test-support/example-user'
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

const asked = () => world.directory().asked.flat()
const ids = (...people: number[]) => people.map(exampleUserId)

describe('whom a run warms', () => {
  it('is each participant once, most recently active first, in batches', async () => {
    await world.converse(30, [1, 2, 3])
    await world.converse(20, [3, 4])
    await world.converse(10, [2, 5])
    await world.converse(40, [5, 6])
    world.know(1, 2, 3, 4, 5, 6)
    const replica = world.replica()
    const run = await ended(replica, await startRun(replica))
    expect(world.directory().asked).toEqual([ids(2, 5), ids(3, 4), ids(1, 6)])
    expect(run).toMatchObject({ state: 'done', total: 6, totalProcessed: 6, cached: 6, already: 0, errors: 0 })
    expect(await world.cache.stored(ids(1, 2, 3, 4, 5, 6))).not.toContain(null)
  })

  it('is at most maxUsers, the most recent ones', async () => {
    await world.populate(9)
    const replica = world.replica()
    expect(await ended(replica, await startRun(replica, { maxUsers: 4 }))).toMatchObject({ total: 4, cached: 4 })
    expect(asked()).toEqual(ids(1, 2, 3, 4))
  })

  it('ends at daysBack, to the minute', async () => {
    const day = 24 * 60
    await world.converse(3 * day - 1, [1])
    await world.converse(3 * day + 1, [2])
    world.know(1, 2)
    const replica = world.replica()
    await ended(replica, await startRun(replica, { daysBack: 3 }))
    expect(asked()).toEqual(ids(1))
  })

  it('is nobody where nobody talks, and that is done at once', async () => {
    const replica = world.replica()
    const run = await ended(replica, await startRun(replica))
    expect(run).toMatchObject({ state: 'done', total: 0, totalProcessed: 0, cached: 0, errors: 0 })
    expect(run.duration).toMatch(/^\d+\.\d{2}s$/)
  })

  it('is never another organisation’s: neither its conversations nor, told apart from unknown ids, its users', async () => {
    await world.converse(10, [1, 2, 3, 4])
    await world.converse(10, [5], otherTenantId)
    world.know(1, 5)
    const foreign = exampleUser(2, { tenantId: otherTenantId })
    world.directory().users.set(foreign.userId, foreign)
    await world.cache.set(exampleUser(3, { tenantId: otherTenantId }))
    const replica = world.replica({ defaults: { batchSize: 500 } })
    const id = await startRun(replica)
    expect(await ended(replica, id)).toMatchObject({ total: 4, cached: 1, already: 0, errors: 3 })
    const { failures } = await lookAt(replica, id)
    expect(failures.map(({ userId }) => userId)).toEqual(ids(2, 3, 4))
    expect(new Set(failures.map(({ code, reason }) => `${code}: ${reason}`)).size).toBe(1)
    expect(await world.cache.get(exampleUserId(2))).toBeNull()
  })
})

describe('what a run counts', () => {
  it('cached and errors add up, and who is unknown or unreadable is named with the reason', async () => {
    await world.populate(7)
    world.directory().users.delete(exampleUserId(3))
    world.directory().unreadable.add(exampleUserId(6))
    const replica = world.replica()
    const id = await startRun(replica)
    expect(await ended(replica, id)).toMatchObject({ state: 'done', totalProcessed: 7, cached: 5, errors: 2 })
    expect((await lookAt(replica, id)).failures).toEqual([
      { userId: exampleUserId(3), code: 'UNKNOWN', reason: 'The directory does not know this id.' },
      { userId: exampleUserId(6), code: 'UNREADABLE', reason: 'no name' },
    ])
  })

  it('a batch that the directory alone refuses is an error for each of it, and the others are warmed', async () => {
    await world.populate(7)
    world.directory().refused.add(exampleUserId(3))
    const replica = world.replica()
    const id = await startRun(replica)
    expect(await ended(replica, id)).toMatchObject({ state: 'done', totalProcessed: 7, cached: 5, errors: 2 })
    const { failures } = await lookAt(replica, id)
    expect(failures.map(({ userId, code }) => [userId, code])).toEqual(
      ids(3, 4).map((userId) => [userId, 'DIRECTORY_AWAY']),
    )
  })

  it('nothing is asked for whoever is cached already, deleted users included', async () => {
    await world.populate(4)
    await world.cache.set([exampleUser(1), exampleUser(2, { deleted: true }), exampleUser(3)])
    const replica = world.replica()
    expect(await ended(replica, await startRun(replica))).toMatchObject({ cached: 4, already: 3, errors: 0 })
    expect(asked()).toEqual(ids(4))
    expect(await ended(replica, await startRun(replica))).toMatchObject({ cached: 4, already: 4, errors: 0 })
    expect(asked()).toEqual(ids(4))
  })

  it('failures come by pages, each once, in the order of the run; 1,000 are named and all are counted', async () => {
    const people = Array.from({ length: 1100 }, (_, n) => n + 1)
    await world.converse(1, people)
    const replica = world.replica({ defaults: { batchSize: 500 } })
    const id = await startRun(replica)
    expect(await ended(replica, id)).toMatchObject({ totalProcessed: 1100, cached: 0, errors: 1100 })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await inTenant(tenantId, () => replica.desk.run(ownScope, { id, limit: 150, cursor }))
      seen.push(...page.failures.map(({ userId }) => userId))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(people.slice(0, 1000).map(exampleUserId))
  })

  it('an event that passes while the directory is asked is not overwritten', async () => {
    await world.populate(2)
    const hold = world.directory().holdFrom(1)
    const replica = world.replica()
    const id = await startRun(replica)
    await hold.isReached
    await world.cache.set([exampleUser(1, { version: 5 }), exampleUser(2, { version: 2, deleted: true })])
    hold.open()
    expect(await ended(replica, id)).toMatchObject({ cached: 2, errors: 0 })
    expect(await world.cache.stored(ids(1, 2))).toMatchObject([{ version: 5 }, { version: 2, deleted: true }])
  })

  it('the directory is spared while it is slow, and the rests are counted', async () => {
    await world.populate(6)
    const { directory } = world
    const { fetchMany } = directory()
    directory().fetchMany = async (wanted) => {
      await new Promise((resolve) => setTimeout(resolve, 130))
      return fetchMany(wanted)
    }
    const replica = world.replica({ defaults: { delayBetweenBatches: 80 } })
    const run = await ended(replica, await startRun(replica))
    expect(run.restedMs).toBeGreaterThan(2 * 50)
    expect(run.restedMs).toBeLessThanOrEqual(2 * 80)
  })
})

describe('who sees a run', () => {
  it('its own organisation; everyone’s only who runs the installation; to others it is unknown', async () => {
    await world.populate(2)
    const replica = world.replica({ atStart: true })
    replica.start()
    const everyone = await newestEnded(replica)
    expect(everyone).toMatchObject({ scope: 'everyone', reason: 'startup', startedBy: null, cached: 2 })
    const own = await startRun(replica)
    await ended(replica, own)
    const other = { tenantId: otherTenantId, platform: false }
    const idsFor = async (scope: typeof ownScope) =>
      (await inTenant(scope.tenantId, () => replica.desk.runs(scope, 10))).items.map(({ id }) => id)
    expect(await idsFor(ownScope)).toEqual([own])
    expect(await idsFor(platformScope)).toEqual([own, everyone.id])
    expect(await idsFor(other)).toEqual([])
    expect(await idsFor({ ...other, platform: true })).toEqual([everyone.id])
    await expect(lookAt(replica, own, other)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(lookAt(replica, everyone.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await lookAt(replica, everyone.id, platformScope)).run.id).toBe(everyone.id)
  })

  it('the last 100 runs of 90 days are kept, and nobody is listed in one that is over', async () => {
    await world.populate(2)
    await world.db.pool.query(
      `INSERT INTO prewarm_run (id, tenant_id, reason, started_at, state, days_back, batch_size, delay_ms, max_users, targets)
       SELECT gen_random_uuid(), $1::uuid, 'person', now() - n * interval '1 hour', 'done', 7, 500, 0, 10, '{}'::uuid[]
         FROM generate_series(1, 120) AS n
       UNION ALL SELECT gen_random_uuid(), $1::uuid, 'person', now() - interval '91 days', 'stopped', 7, 1, 0, 1, ARRAY[$1::uuid]`,
      [tenantId],
    )
    const replica = world.replica()
    await ended(replica, await startRun(replica))
    const kept = async () => {
      const { rows } = await world.db.pool.query(
        'SELECT count(*)::int AS runs, sum(cardinality(targets))::int AS listed FROM prewarm_run',
      )
      return rows[0]
    }
    await expect.poll(kept, soon).toEqual({ runs: 100, listed: 0 })
  })
})
