import { profileKey } from '@rollcall/user-cache/keys'
import type { Redis } from 'ioredis'
import { benchUserId, benchUsers } from './bench-user.js'
import type { CacheBench } from './cache-server.js'

const batchSize = 500

/** Caches everyone; how fast that went, and what a user takes in Redis. */
export async function fillCache(bench: CacheBench) {
  const [cache, redis] = [await bench.open(), await bench.connect()]
  const { users } = bench
  const before = await readUsedMemory(redis)
  let setMs = 0
  for (let from = 0; from < users; from += batchSize) {
    const batch = benchUsers(from, Math.min(batchSize, users - from), bench.nextVersion())
    const start = performance.now()
    await cache.set(batch)
    setMs += performance.now() - start
  }
  return {
    users,
    usersPerSecond: Math.round((users * 1000) / setMs),
    /** A picture's address has 72 characters: more than Redis' compact form of a hash takes, unless it is told to. */
    bytesWithPicture: await meanProfileBytes(redis, users, (n) => 3 * n),
    bytesWithoutPicture: await meanProfileBytes(redis, users, (n) => 3 * n + 1),
    /** With Redis' own tables: what its memory grew by. */
    bytesPerUser: Math.round(((await readUsedMemory(redis)) - before) / users),
  }
}

/** As MEMORY USAGE has it, of a sample. */
async function meanProfileBytes(redis: Redis, users: number, nth: (n: number) => number): Promise<number> {
  const sample = Math.min(500, Math.floor(users / 3))
  let bytes = 0
  for (let n = 0; n < sample; n++) bytes += (await redis.memory('USAGE', profileKey(benchUserId(nth(n))))) ?? 0
  return Math.round(bytes / sample)
}

async function readUsedMemory(redis: Redis): Promise<number> {
  return Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))?.[1])
}
