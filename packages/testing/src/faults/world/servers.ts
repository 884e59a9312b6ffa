import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { generateEventKey } from '@rollcall/service-kit/event-keys'
import { ensureDatabase } from '@rollcall/stack/database'
import { applyMigrations } from '@rollcall/stack/migrate'
import { Redis } from 'ioredis'
import pg from 'pg'
import { startPostgresServer, type TestPostgresServer } from '../../postgres-server.js'
import { startRedisServer, type TestRedisServer } from '../../redis-server.js'
import { type DatabaseName, databaseNames, repositoryRoot } from '../../test-servers.js'
import { keptPort } from './kept-port.js'

/** The servers of one world, and connections of our own that no proxy stands in. */
export interface Servers {
  postgres: TestPostgresServer
  queueRedis: TestRedisServer
  cacheRedis: TestRedisServer
  pools: Record<DatabaseName, pg.Pool>
  queue: Redis
  cache: Redis
  /** What the messages on the bus are encrypted with. */
  eventKeys: string
  stop: () => Promise<void>
}

export const databaseOf = (name: DatabaseName): string => `${name}_db`

/** A durable PostgreSQL with three migrated databases, and both roles of Redis as production has them. */
export async function startServers(): Promise<Servers> {
  const [postgres, queueRedis, cacheRedis] = await Promise.all([
    startPostgresServer({ durable: true, port: await keptPort() }),
    startRedisServer({ role: 'queue', port: await keptPort() }),
    startRedisServer({ role: 'cache', port: await keptPort() }),
  ])
  const stopServers = async () => {
    await Promise.all([postgres.stop(), queueRedis.stop(), cacheRedis.stop()])
  }
  try {
    for (const name of databaseNames) {
      await ensureDatabase(postgres.url('postgres'), databaseOf(name))
      await applyMigrations({
        databaseUrl: postgres.url(databaseOf(name)),
        schemaDir: join(repositoryRoot, 'prisma', name),
      })
    }
  } catch (error) {
    await stopServers()
    throw error
  }
  const openPool = (name: DatabaseName) => createDirectPool(postgres.url(databaseOf(name)))
  const pools = { auth: openPool('auth'), user: openPool('user'), chat: openPool('chat') }
  const [queue, cache] = [openRedis(queueRedis.url), openRedis(cacheRedis.url)]
  return {
    ...{ postgres, queueRedis, cacheRedis, pools, queue, cache },
    eventKeys: generateEventKey('faults'),
    stop: async () => {
      for (const client of [queue, cache]) client.disconnect()
      await Promise.all(Object.values(pools).map((pool) => pool.end().catch(() => undefined)))
      await stopServers()
    },
  }
}

function createDirectPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: 8,
    connectionTimeoutMillis: 5_000,
    application_name: 'fault suite',
    allowExitOnIdle: true,
  })
  // Its server is killed on purpose.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

function openRedis(url: string): Redis {
  const client = new Redis(url, { retryStrategy: () => 100, maxRetriesPerRequest: 1, commandTimeout: 5_000 })
  client.on('error', () => undefined)
  return client
}

export const newSecret = (): string => randomBytes(24).toString('hex')

/** What a Redis had on its disk is gone when it starts again; it has to be down. */
export async function forgetOnDisk(server: TestRedisServer): Promise<void> {
  await rm(join(server.directory, 'appendonlydir'), { recursive: true, force: true })
}
