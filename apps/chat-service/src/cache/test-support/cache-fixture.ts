import { createEventBus } from '@rollcall/event-bus/create-event-bus'
import { sampleKeys } from '@rollcall/event-bus/test-support/sample-keys'
import type { DirectoryUser } from '@rollcall/events/user-event'
import { createLogger } from '@rollcall/service-kit/logger'
import { createMetrics } from '@rollcall/service-kit/metrics'
import { createPool, type Queryable } from '@rollcall/service-kit/postgres'
import { createTenantPool } from '@rollcall/service-kit/tenant-pool'
import { compareProfiles } from '../../projection/test-support/compare-profiles.js'
import { openCache } from '../open-cache.js'

const logger = createLogger({ service: 'test', level: 'silent' })

export interface TestStores {
  db: { url: string; pool: Queryable; drop: () => Promise<void> }
  redis: { url: string; kill: () => Promise<unknown>; restart: () => Promise<void>; stop: () => Promise<void> }
  queue: { url: string; close: () => Promise<void> }
}

/** A directory of its own beside a database, a cache Redis and a queue; as many replicas as a test opens. */
export function createCacheFixture({ db, redis, queue }: TestStores) {
  const pool = createPool({ connectionString: db.url, logger, role: 'rollcall_system' })
  const people = createTenantPool({ connectionString: db.url, logger })
  const bus = createEventBus({ url: queue.url, logger, keys: sampleKeys })
  const users = new Map<string, DirectoryUser>()
  const directory = {
    profiles: async (ids: string[]) => ({
      items: ids.flatMap((id) => users.get(id) ?? []),
      missing: ids.filter((id) => !users.has(id)),
      unreadable: [],
    }),
    compare: async (profiles: unknown) => compareProfiles(users, profiles).differing,
  }
  const base = { url: redis.url, pool, people, directory, bus, logger }
  const replicas: { close: () => Promise<void> }[] = []
  return {
    ...{ db, redis, bus, users, directory, logger },
    open: async (changes: Partial<Parameters<typeof openCache>[0]> = {}) => {
      const metrics = createMetrics('test')
      const replica = await openCache({ ...base, metrics, ...changes })
      replicas.push(replica)
      return { ...replica, metrics }
    },
    /** Closes the replicas and removes the stores. */
    close: async () => {
      for (const replica of replicas) await replica.close().catch(() => {})
      await Promise.all([pool.end(), people.end()])
      await Promise.all([queue.close(), redis.stop()])
      await db.drop()
    },
  }
}
export type CacheFixture = ReturnType<typeof createCacheFixture>
