import { randomUUID } from 'node:crypto'
import { createEventBus } from '@rollcall/event-bus/create-event-bus'
import { createLogger } from '@rollcall/service-kit/logger'
import { createMetrics } from '@rollcall/service-kit/metrics'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis, type TestRedis } from '@rollcall/testing/test-redis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDirectoryClient } from './directory-client.js'
import { createSubscriber, type Subscriber, type SubscriberOptions } from './subscriber.js'
import type { AppliedNotice } from './subscriber-status.js'
import { type DirectoryServer, startDirectoryServer } from './test-support/directory-server.js'
import { createKeptUsers } from './test-support/kept-users.js'
import { sampleEvent, sampleUser } from './test-support/sample-event.js'

const logger = createLogger({ service: 'test', level: 'silent' })
let db: TestDatabase
let redis: TestRedis
let directoryServer: DirectoryServer
let kept: Awaited<ReturnType<typeof createKeptUsers>>
let publisher: ReturnType<ReturnType<typeof createEventBus>['createPublisher']>
let running: Subscriber[] = []

beforeAll(async () => {
  db = await createTestDatabase('user')
  redis = await createTestRedis()
  directoryServer = await startDirectoryServer(db.url)
  kept = await createKeptUsers(db.pool)
  publisher = createEventBus({ url: redis.url, logger }).createPublisher()
})
afterAll(async () => {
  await publisher.close()
  await directoryServer.close()
  await redis.close()
  await db.drop()
})
beforeEach(async () => {
  directoryServer.users.clear()
  directoryServer.setDown(false)
  await db.pool.query('TRUNCATE kept_user, parked_event, subscriber_state')
})
afterEach(async () => {
  await Promise.all(running.map((subscriber) => subscriber.stop()))
  running = []
})

async function start(changed: Partial<SubscriberOptions> = {}): Promise<Subscriber> {
  const directory = createDirectoryClient({ authServiceUrl: directoryServer.url, token: async () => 'token' })
  const subscriber = createSubscriber({
    name: 'clinical',
    bus: createEventBus({ url: redis.url, logger }),
    pool: db.pool,
    directory,
    logger,
    metrics: createMetrics('test'),
    store: kept,
    retry: { baseDelayMs: 20, pollMs: 20 },
    reconcile: async () => ({ checked: 0, repaired: 0, orphans: 0 }),
    drift: async () => 0,
    ...changed,
  })
  running.push(subscriber)
  await subscriber.start()
  return subscriber
}
const publish = async (...events: unknown[]) => {
  const batch = { lane: 'interactive' as const, count: events.length, events: JSON.stringify(events) }
  await vi.waitFor(() => publisher.publish([batch]), { timeout: 5000 })
}
const parkedRows = async () =>
  (await db.pool.query('SELECT user_id, state, attempts, error, event FROM parked_event ORDER BY id')).rows
const settle = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 30 })

describe('a delivery', () => {
  it('applied twice has one effect, and the second counts as superseded', async () => {
    const subscriber = await start()
    const event = sampleEvent(randomUUID(), 1)
    await publish(event)
    await publish(event)
    await settle(async () => expect(await subscriber.status()).toMatchObject({ users: 1, applied: 1, superseded: 1 }))
  })

  it('with a culprit parks the culprit after its retries, and everyone else arrives', async () => {
    const subscriber = await start()
    const others = Array.from({ length: 40 }, () => sampleEvent(randomUUID(), 1))
    const poison = sampleEvent(randomUUID(), 1, { lastName: 'Poison' })
    await publish(...others.slice(0, 13), poison, ...others.slice(13))
    await settle(async () => expect(await subscriber.status()).toMatchObject({ users: 40, parked: 1, retrying: 0 }))
    expect(await parkedRows()).toMatchObject([{ user_id: poison.userId, state: 'parked', attempts: 8 }])
  })

  it('with a poison version ends at the newer one, and the poison leaves the table as superseded', async () => {
    const subscriber = await start({ retry: { baseDelayMs: 300, pollMs: 20 } })
    const userId = randomUUID()
    await publish(sampleEvent(userId, 1, { lastName: 'Poison' }))
    await settle(async () => expect((await subscriber.status()).retrying).toBe(1))
    await publish(...Array.from({ length: 10 }, (_, index) => sampleEvent(userId, index + 2)))
    await settle(async () => expect(await subscriber.status()).toMatchObject({ parked: 0, retrying: 0, users: 1 }))
    expect((await kept.versions()).get(userId)).toBe(11)
  })

  it('parks malformed, NUL-holding and newer-schema events at once, once, whatever else it brings', async () => {
    const subscriber = await start()
    const nul = sampleEvent(randomUUID(), 1, { lastName: `a${String.fromCharCode(0)}b` })
    const newer = { ...sampleEvent(randomUUID(), 1), version: '9.0' }
    const fine = sampleEvent(randomUUID(), 1, { firstName: '' })
    await publish('text', nul, newer, fine)
    await publish('text', nul, newer, fine)
    await settle(async () => expect(await subscriber.status()).toMatchObject({ users: 1, parked: 3, superseded: 1 }))
    const errors = (await parkedRows()).map(({ error }) => error)
    expect(errors).toEqual(
      expect.arrayContaining([expect.stringMatching(/malformed/), expect.stringMatching(/schema version 9.0/)]),
    )
  })

  it('is repeated whole while the store is away, and nobody is parked for it', async () => {
    let failures = 3
    const subscriber = await start({
      store: {
        ...kept,
        apply: async (users) => {
          if (failures-- > 0) throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' })
          return kept.apply(users)
        },
      },
    })
    await publish(sampleEvent(randomUUID(), 1), sampleEvent(randomUUID(), 1))
    await settle(async () => expect(await subscriber.status()).toMatchObject({ users: 2, applied: 2 }))
    expect(await parkedRows()).toEqual([])
  })
})

describe('what arrived', () => {
  it('is told to every replica, tenant by tenant, with at most 100 ids', async () => {
    const [first, second] = [await start(), await start()]
    const heard: AppliedNotice[][] = [[], []]
    first.onApplied((notice) => heard[0]?.push(notice))
    second.onApplied((notice) => heard[1]?.push(notice))
    const other = randomUUID()
    const mine = Array.from({ length: 130 }, () => sampleEvent(randomUUID(), 1))
    await settle(async () => {
      const { rowCount } = await db.pool.query(
        `SELECT 1 FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = $1`,
        [db.name],
      )
      expect(rowCount).toBe(2)
    })
    await publish(...mine, sampleEvent(randomUUID(), 1, { tenantId: other }))
    await settle(async () => {
      for (const notices of heard) {
        expect(notices.map(({ count }) => count).sort()).toEqual([1, 130])
        expect(notices.find(({ count }) => count === 130)?.userIds).toHaveLength(100)
      }
    })
    expect((await first.status()).throughputPerMinute).toBe(131)
    expect((await second.status()).throughputPerMinute).toBe(131)
  })
})

describe('reconcile', () => {
  it('at start goes on trying until the directory answers', async () => {
    directoryServer.setDown(true)
    directoryServer.put(sampleUser(randomUUID(), 1))
    const subscriber = await start({
      schedule: { retryMs: 50 },
      reconcile: async ({ directory, apply }) => {
        const [id] = directoryServer.users.keys()
        const { items } = await directory.snapshot(id ? [id] : [])
        return { checked: 1, repaired: (await apply(items)).applied.length, orphans: 0 }
      },
    })
    await settle(async () => expect(directoryServer.calls.length).toBeGreaterThan(2))
    expect((await subscriber.status()).reconcile.last).toBeNull()
    directoryServer.setDown(false)
    await settle(async () =>
      expect((await subscriber.status()).reconcile.last).toMatchObject({ repaired: 1, reason: 'start' }),
    )
    expect(await subscriber.status()).toMatchObject({ users: 1, lastArrivalMs: null })
  })

  it('runs once at a time over all replicas', async () => {
    let now = 0
    let most = 0
    const reconcile = async () => {
      most = Math.max(most, ++now)
      await new Promise((resolve) => setTimeout(resolve, 300))
      now -= 1
      return { checked: 0, repaired: 0, orphans: 0 }
    }
    const replicas = [await start({ reconcile }), await start({ reconcile })]
    await settle(async () => expect((await replicas[0]?.status())?.reconcile.last).not.toBeNull())
    // The lock of the first one is given back a moment after its work; until then nobody may start.
    await settle(async () => {
      const started = await Promise.all(replicas.map((replica) => replica.reconcile('on demand')))
      expect(started.filter((answer) => answer.started)).toHaveLength(1)
    })
    await settle(async () => expect(now).toBe(0))
    expect(most).toBe(1)
  })
})
