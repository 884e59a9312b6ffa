import { setTimeout as delay } from 'node:timers/promises'
import { profileKey } from '@rollcall/user-cache/keys'
import type { CacheBench } from './cache-server.js'
import { createChooser } from './choose-ids.js'
import { type Contender, contest } from './contest.js'
import { drawAhead } from './measure-near.js'
import type { EventWriter } from './start-writer.js'

const eventsPerSecond = 10_000
const millisecondsARound = 500
const firstVersion = 1_000_000

/** One read after the other of Zipf's users, idle and while another process applies 10,000 events/s. Microseconds. */
export async function measureUnderEvents(bench: CacheBench, writer: EventWriter, rounds: number) {
  const [cache, redis] = [await bench.open(), await bench.connect()]
  const near = await bench.open({ maxEntries: 20_000 })
  const draw = drawAhead(createChooser(bench.users, 'zipf'))
  const contenders = {
    hgetall: readFor(() => redis.hgetall(profileKey(draw()))),
    get: readFor(() => cache.get(draw())),
    getWithNear: readFor(() => near.get(draw())),
  }
  const idle = await contest(rounds, contenders)
  const before = await writer.tell({
    ...{ kind: 'stream', users: bench.users, perSecond: eventsPerSecond, version: firstVersion },
  })
  await delay(500)
  const duringEvents = await contest(rounds, contenders)
  const after = await writer.tell({ kind: 'stop' })
  const seconds = (after.doneAtNs - before.doneAtNs) / 1e9
  const eventsApplied = Math.round((after.applied - before.applied) / seconds)
  return { idle, duringEvents, eventsAppliedPerSecond: eventsApplied, nearCache: near.nearStats().state }
}

function readFor(read: () => Promise<unknown>): Contender {
  return async () => {
    const sample: number[] = []
    const end = performance.now() + millisecondsARound
    for (let start = performance.now(); start < end; ) {
      await read()
      const now = performance.now()
      sample.push((now - start) * 1000)
      // Reads that never wait would keep the connections from being served, and the clock would count that as speed.
      if (sample.length % 100 === 0) await new Promise(setImmediate)
      start = sample.length % 100 === 0 ? performance.now() : now
    }
    return sample
  }
}
