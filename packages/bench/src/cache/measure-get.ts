import { profileKey } from '@rollcall/user-cache/keys'
import { Redis } from 'ioredis'
import type { CacheBench } from './cache-server.js'
import { createChooser, popularities } from './choose-ids.js'
import { contest, timeEach, timeTogether } from './contest.js'

const readsARound = 2000
const inFlight = 50

/**
 * `get` without a near cache beside the bare HGETALL over the same kind of connection, and over one with ioredis'
 * defaults: microseconds one by one, and reads a second with 50 under way.
 */
export async function measureGet(bench: CacheBench, rounds: number) {
  const [cache, redis] = [await bench.open(), await bench.connect()]
  const plain = new Redis(bench.url)
  const oneByOne: Record<string, object> = {}
  const fiftyInFlight: Record<string, object> = {}
  try {
    for (const popularity of popularities) {
      const choose = createChooser(bench.users, popularity)
      const ways = {
        hgetall: () => redis.hgetall(profileKey(choose())),
        hgetallOnAPlainConnection: () => plain.hgetall(profileKey(choose())),
        get: () => cache.get(choose()),
      }
      oneByOne[popularity] = await contest(rounds, {
        hgetall: () => timeEach(readsARound, ways.hgetall),
        hgetallOnAPlainConnection: () => timeEach(readsARound, ways.hgetallOnAPlainConnection),
        get: () => timeEach(readsARound, ways.get),
      })
      const rows = await contest(rounds, {
        hgetall: () => timeTogether(2 * readsARound, inFlight, ways.hgetall),
        get: () => timeTogether(2 * readsARound, inFlight, ways.get),
      })
      fiftyInFlight[popularity] = Object.fromEntries(
        Object.entries(rows).map(([name, { p50, timesBaseline }]) => {
          const readsPerSecond = Math.round(1e6 / p50)
          return [name, timesBaseline === undefined ? { readsPerSecond } : { readsPerSecond, timesBaseline }]
        }),
      )
    }
  } finally {
    plain.disconnect()
  }
  return { oneByOne, fiftyInFlight }
}
