import type { BenchSize } from '../bench-size.js'
import { withCacheServer } from './cache-server.js'
import { fillCache } from './fill-cache.js'
import { measureBatch } from './measure-batch.js'
import { measureGet } from './measure-get.js'
import { measureHitRate } from './measure-hit-rate.js'
import { measureInvalidation } from './measure-invalidation.js'
import { measureNear } from './measure-near.js'
import { measureOthers } from './measure-others.js'
import { measureSet } from './measure-set.js'
import { measureUnderEvents } from './measure-under-events.js'
import { watchSlowCalls } from './slow-calls.js'
import { withWriter } from './start-writer.js'

/** The user cache on a Redis of its own, beside what ioredis alone, lru-cache alone and two other libraries do. */
export function runCache({ cachedUsers, rounds, edits }: BenchSize) {
  const turns = rounds * 5
  return withCacheServer(cachedUsers, ({ measure }) =>
    measure(async ({ url, connect }) => {
      const slow = await watchSlowCalls(await connect())
      const fill = await measure(fillCache)
      await slow.note('fill')
      const set = await measure((bench) => measureSet(bench, turns))
      await slow.note('set')
      const get = await measure((bench) => measureGet(bench, turns))
      await slow.note('get')
      const batch = await measure((bench) => measureBatch(bench, turns))
      await slow.note('batch')
      const near = await measure((bench) => measureNear(bench, turns))
      const underEvents = await withWriter(url, (writer) =>
        measure((bench) => measureUnderEvents(bench, writer, turns)),
      )
      await slow.note('events')
      const invalidation = await withWriter(url, (writer) =>
        measure((bench) => measureInvalidation(bench, writer, edits)),
      )
      const hitRate = await measure(measureHitRate)
      await slow.note('reads')
      const others = await measure((bench) => measureOthers(bench, turns))
      const slowCalls = slow.found()
      return { fill, get, near, batch, set, slowCalls, underEvents, invalidation, hitRate, others }
    }),
  )
}
