import { join } from 'node:path'
import { ensureDatabase } from '@rollcall/stack/database'
import { applyMigrations } from '@rollcall/stack/migrate'
import { Redis } from 'ioredis'
import { startPostgresServer } from './postgres-server.js'
import { startRedisServer } from './redis-server.js'
import {
  databaseNames,
  freeRedisDatabasesKey,
  publishTestServers,
  redisDatabaseCount,
  repositoryRoot,
  templateOf,
} from './test-servers.js'

/**
 * Vitest's global setup: one PostgreSQL and one Redis for the whole run, on free ports and without durability, with a
 * migrated template of each database. Answers the function that stops and removes them.
 */
export async function startTestServers(): Promise<() => Promise<void>> {
  const [postgres, redis] = await Promise.all([startPostgresServer(), startRedisServer()])
  const stop = async () => {
    await Promise.all([postgres.stop(), redis.stop()])
  }
  try {
    for (const name of databaseNames) {
      await ensureDatabase(postgres.url('postgres'), templateOf(name))
      const databaseUrl = postgres.url(templateOf(name))
      await applyMigrations({ databaseUrl, schemaDir: join(repositoryRoot, 'prisma', name) })
    }
    await offerRedisDatabases(redis.url)
  } catch (error) {
    await stop()
    throw error
  }
  publishTestServers({
    postgres: { port: postgres.port, password: postgres.password },
    redis: { port: redis.port, password: redis.password },
  })
  return stop
}

// Database 0 keeps the list itself.
async function offerRedisDatabases(url: string): Promise<void> {
  const client = new Redis(url)
  const numbers = Array.from({ length: redisDatabaseCount - 1 }, (_, index) => index + 1)
  await client.rpush(freeRedisDatabasesKey, ...numbers)
  await client.quit()
}

export default startTestServers
