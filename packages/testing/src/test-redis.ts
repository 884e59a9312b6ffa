import { redisUrl } from '@rollcall/stack/redis'
import { Redis } from 'ioredis'
import { freeRedisDatabasesKey, readTestServers } from './test-servers.js'

export interface TestRedis {
  url: string
  client: Redis
  /** Empties the database and gives it back. */
  close: () => Promise<void>
}

/**
 * An empty Redis database of one's own on the run's server. A number is leased, never shared; the 63 of them outnumber
 * the test files that run at once. For killing, eviction or persistence take `startRedisServer`.
 */
export async function createTestRedis(): Promise<TestRedis> {
  const server = readTestServers().redis
  const leases = new Redis(redisUrl(server))
  const lease = await leases.blpop(freeRedisDatabasesKey, 20)
  if (!lease) {
    leases.disconnect()
    throw new Error('No free Redis database: some tests never called close() on theirs.')
  }
  const url = redisUrl({ ...server, database: Number(lease[1]) })
  const client = new Redis(url)
  await client.flushdb()
  return {
    ...{ url, client },
    close: async () => {
      await client.flushdb()
      await client.quit()
      await leases.rpush(freeRedisDatabasesKey, lease[1])
      await leases.quit()
    },
  }
}
