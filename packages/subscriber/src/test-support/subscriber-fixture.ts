import { randomUUID } from 'node:crypto'
import { createEventBus } from '@rollcall/event-bus/create-event-bus'
import type { EventBatch } from '@rollcall/event-bus/port'
import { sampleKeys } from '@rollcall/event-bus/test-support/sample-keys'
import { createLogger } from '@rollcall/service-kit/logger'
import { createMetrics } from '@rollcall/service-kit/metrics'
import { createPool, type Pool } from '@rollcall/service-kit/postgres'
import { createTenantPool } from '@rollcall/service-kit/tenant-pool'
import type { Caller } from '@rollcall/service-kit/tokens'
import { router } from '@rollcall/service-kit/trpc'
import { createDirectoryClient } from '../directory-client.js'
import { createSubscriber, type Subscriber, type SubscriberOptions } from '../subscriber.js'
import { createSubscriberRouter } from '../subscriber-router.js'
import { createSyncRouter } from '../sync-router.js'
import { startDirectoryServer } from './directory-server.js'
import { createKeptUsers } from './kept-users.js'
import { sampleTenantId } from './sample-event.js'

const logger = createLogger({ service: 'test', level: 'silent' })

/** What a test file brings along and the fixture closes; structural, so that this file needs no test package. */
interface OwnDatabase {
  url: string
  pool: Pool
  drop: () => Promise<void>
}
interface OwnRedis {
  url: string
  close: () => Promise<void>
}

/** Subscribers on real PostgreSQL and Redis, beside a small directory. */
export async function createSubscriberFixture(db: OwnDatabase, redis: OwnRedis) {
  const directoryServer = await startDirectoryServer(db.url)
  const people = createTenantPool({ connectionString: db.url, logger })
  const system = createPool({ connectionString: db.url, logger, role: 'rollcall_system' })
  const kept = await createKeptUsers(db.pool, system)
  const bus = createEventBus({ url: redis.url, logger, keys: sampleKeys })
  const publisher = bus.createPublisher()
  let running: Subscriber[] = []

  const startAtOnce = async (changed: Partial<SubscriberOptions> = {}): Promise<Subscriber> => {
    const subscriber = createSubscriber({
      ...{ name: 'clinical', bus, pool: system, people, logger, store: kept, metrics: createMetrics('test') },
      directory: createDirectoryClient({ authServiceUrl: directoryServer.url, token: async () => 'token' }),
      retry: { baseDelayMs: 20, pollMs: 20, sweepMs: 20 },
      ...changed,
    })
    running.push(subscriber)
    await subscriber.start()
    return subscriber
  }
  /** Resolves once its reconcile at start is over: it would take users whom the directory doesn't have for orphans. */
  const start: typeof startAtOnce = async (changed) => {
    const subscriber = await startAtOnce(changed)
    for (let tries = 0; (await subscriber.status()).reconcile.last === null; tries += 1) {
      if (tries === 500) throw new Error('the reconcile at start does not end')
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return subscriber
  }
  const callerOf = (subscriber: Subscriber, caller: Caller, signal?: AbortSignal) => {
    const routers = { sync: createSyncRouter({ subscriber }), subscriber: createSubscriberRouter({ subscriber }) }
    const context = { requestId: randomUUID(), traceparent: null, logger, authenticate: async () => caller }
    return router(routers).createCaller(context, signal ? { signal } : {})
  }

  const reset = async () => {
    await Promise.all(running.map((subscriber) => subscriber.stop()))
    running = []
    directoryServer.users.clear()
    directoryServer.paused.clear()
    directoryServer.audit.length = 0
    directoryServer.setDown(false)
    await db.pool.query(
      'TRUNCATE kept_user, parked_event, subscriber_state, delivery, reconcile_run, audit_outbox, erased_user CASCADE',
    )
  }
  await meetBroker(await start())
  await reset()

  return {
    ...{ db, bus, kept, directoryServer, start, startAtOnce, reset },
    /** Calls procedures as a person; without more an administrator of the sample tenant. */
    as: (
      subscriber: Subscriber,
      person: { tenantId?: string; role?: string; userId?: string } = {},
      signal?: AbortSignal,
    ) =>
      callerOf(
        subscriber,
        {
          ...{ kind: 'user', userId: randomUUID(), sessionId: randomUUID(), tenantId: sampleTenantId, role: 'admin' },
          ...{ mustChangePassword: false, twoFactorRequired: false, platform: false },
          ...person,
        },
        signal,
      ),
    asService: (subscriber: Subscriber) => callerOf(subscriber, { kind: 'service', service: 'auth-service' }),
    publish: async (events: unknown[], changed: Partial<EventBatch> = {}) => {
      const batch = { lane: 'interactive' as const, count: events.length, events: JSON.stringify(events), ...changed }
      for (let tries = 1; ; tries += 1) {
        try {
          return await publisher.publish([batch])
        } catch (error) {
          if (tries === 100) throw error
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
      }
    },
    parkedRows: async () =>
      (
        await db.pool.query(
          'SELECT id::text, user_id, state, kind, attempts, error, event, failures FROM parked_event ORDER BY parked_event.id',
        )
      ).rows,
    close: async () => {
      await publisher.close()
      await Promise.all([people.end(), system.end()])
      await directoryServer.close()
      await redis.close()
      await db.drop()
    },
  }
}
export type SubscriberFixture = Awaited<ReturnType<typeof createSubscriberFixture>>

/** A broker that a subscriber meets for the first time may have lost messages, so that it reconciles once more. */
async function meetBroker(subscriber: Subscriber): Promise<void> {
  for (let tries = 0; tries < 1000; tries += 1) {
    const runs = await subscriber.reconcile.runs(10)
    if (runs.some(({ reason, state }) => reason === 'missed messages' && state === 'done')) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('the reconcile for what the broker may have lost does not end')
}
