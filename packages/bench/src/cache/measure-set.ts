import { profileKey } from '@rollcall/user-cache/keys'
import type { Redis } from 'ioredis'
import { median } from '../percentiles.js'
import { benchUserId, benchUsers } from './bench-user.js'
import type { CacheBench } from './cache-server.js'
import { type Contender, contest, type Row, timeEach } from './contest.js'

const batchSize = 500
const batchesARound = 20

/** The guarded `set` of 500 users, each newer than what is cached, beside a pipeline of HSET and EXPIRE. Milliseconds. */
export async function measureSet(bench: CacheBench, rounds: number) {
  const [cache, redis] = [await bench.open(), await bench.connect()]
  const blocks = Math.floor(bench.users / batchSize)
  let block = 0
  const guarded: Contender = () => {
    const batches = Array.from({ length: batchesARound }, () => {
      block = (block + 1) % blocks
      return benchUsers(block * batchSize, batchSize, bench.nextVersion())
    })
    return timeEach(batchesARound, (index) => cache.set(batches[index] ?? []))
  }
  const rows = await contest(rounds, { pipelinedHset: createPlainWriter(redis, bench), guardedSet: guarded })
  await removePlain(redis)
  return Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, toRates(row)]))
}

/** The same fields under keys of its own, over and over: no guard, no markers, no answer that says what happened. */
function createPlainWriter(redis: Redis, bench: CacheBench): Contender {
  return async () => {
    const fields = await redis.hgetall(profileKey(benchUserId(0)))
    return timeEach(batchesARound, (index) => {
      const version = String(bench.nextVersion())
      const pipeline = redis.pipeline()
      for (let n = 0; n < batchSize; n++) {
        const key = plainKey(index * batchSize + n)
        pipeline.hset(key, { ...fields, version })
        pipeline.expire(key, 604_800)
      }
      return pipeline.exec()
    })
  }
}

const plainKey = (n: number) => `bench:plain:${benchUserId(n)}`

async function removePlain(redis: Redis): Promise<void> {
  for (let n = 0; n < batchesARound * batchSize; n++) await redis.unlink(plainKey(n))
}

function toRates({ p50, p95, p99, ...rest }: Row) {
  const inMs = (us: number) => median([us / 1000])
  return {
    usersPerSecond: Math.round((batchSize * 1e6) / p50),
    p50: inMs(p50),
    p95: inMs(p95),
    p99: inMs(p99),
    ...rest,
  }
}
