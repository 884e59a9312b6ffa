import type { CachedUser } from '@rollcall/user-cache/cached-user'
import { createLatencyCounter } from '@rollcall/user-cache/latency'
import { noReads } from '@rollcall/user-cache/read-counters'
import type { UserCache } from '@rollcall/user-cache/user-cache'
import { createUserReader } from '@rollcall/user-cache/user-reader'
import { LRUCache } from 'lru-cache'
import { benchTenantId, benchUserId } from './bench-user.js'
import { type CacheBench, logger } from './cache-server.js'
import { type ChooseId, createChooser, popularities } from './choose-ids.js'
import { contest, timeBlocks } from './contest.js'
import { warmNear } from './warm-near.js'

const warmUsers = 10_000

/** Reads that the near cache answers, beside lru-cache alone; microseconds a read, each the mean of 1,000 reads. */
export async function measureNear(bench: CacheBench, rounds: number) {
  const near = await bench.open({ maxEntries: 2 * warmUsers })
  const ids = Array.from({ length: warmUsers }, (_, n) => benchUserId(n))
  const users = await warmNear(near, ids)
  const reader = openReader(near)
  const lru = new LRUCache<string, CachedUser>({ max: 2 * warmUsers })
  for (const user of users) lru.set(user.userId, user)

  const results: Record<string, object> = {}
  for (const popularity of popularities) {
    const draw = drawAhead(createChooser(warmUsers, popularity))
    const time = (call: () => unknown) => () => timeBlocks({ blocks: 20, callsABlock: 1000, call })
    results[popularity] = await contest(rounds, {
      lruCache: time(() => lru.get(draw())),
      get: time(() => near.get(draw())),
      byId: time(() => reader.byId(benchTenantId, draw())),
    })
  }
  reader.close()
  const { state, entries, bytes } = near.nearStats()
  return { ...results, counting: await measureCounting(rounds), nearCache: { state, entries, bytes } }
}

/** A reader of users who are all cached: the directory is never to be asked. */
export function openReader(cache: UserCache) {
  return createUserReader({
    ...{ cache, logger },
    fetchMany: async () => {
      throw new Error('the benchmark reads whom it has cached')
    },
  })
}

/** Choosing takes longer than some of what is measured. */
export function drawAhead(choose: ChooseId): ChooseId {
  const ids = Array.from({ length: 65_536 }, choose)
  let next = 0
  return () => {
    next = (next + 1) & 65_535
    return ids[next] ?? ''
  }
}

/** What one counted read costs for being counted: two looks at the clock, a bucket and a counter. */
async function measureCounting(rounds: number) {
  const latency = createLatencyCounter()
  const counts = noReads()
  const time = (call: () => unknown) => () => timeBlocks({ blocks: 20, callsABlock: 1000, call })
  return contest(rounds, {
    nothing: time(() => counts),
    counted: time(() => {
      const start = performance.now()
      latency.record('near', performance.now() - start)
      counts.nearHits += 1
    }),
  })
}
