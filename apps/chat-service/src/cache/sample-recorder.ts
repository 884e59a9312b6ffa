import { randomUUID } from 'node:crypto'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Queryable } from '@rollcall/service-kit/postgres'
import type { UserReader } from '@rollcall/user-cache/user-reader'
import { oneAtATime } from './one-at-a-time.js'
import { pruneFigures } from './prune-figures.js'
import { addReads, emptySample, flattenLatency, type ReadSample } from './read-sample.js'
import { writeSamples } from './write-samples.js'

const minuteMs = 60_000
const pruneEveryMs = 3_600_000

export interface SampleRecorder {
  start: () => void
  /** Writes what has been counted since the last time; rejects while Postgres is away, and loses nothing by it. */
  flush: () => Promise<void>
  stop: () => Promise<void>
}

/**
 * Writes this replica's counters to `cache_sample`, one row a minute. A row holds the minute's whole sum and a replica's
 * name lives as long as its process, so repeating a write whose answer was lost counts nothing twice. `beside` is what
 * else is written at each interval.
 */
export function createSampleRecorder(options: {
  pool: Queryable
  reader: Pick<UserReader, 'counts' | 'latency'>
  logger: Logger
  replica?: string
  beside?: { write: () => Promise<void> }[]
  intervalMs?: number
  clock?: () => number
}): SampleRecorder {
  const { pool, reader, logger, beside = [], intervalMs = 5000, clock = Date.now } = options
  const read = () => ({ counts: reader.counts(), latency: flattenLatency(reader.latency()) })
  let running = emptySample(options.replica ?? randomUUID(), 0)
  let seen: Pick<ReadSample, 'counts' | 'latency'> = emptySample('', 0)
  const waiting = new Set<ReadSample>()
  let prunedAt = 0
  let timer: NodeJS.Timeout | undefined

  const count = () => {
    const minute = Math.floor(clock() / minuteMs) * minuteMs
    // A clock that was set back would write over minutes that are over: they keep the name, and go on under another.
    if (minute < running.minute) running = emptySample(randomUUID(), minute)
    if (minute > running.minute) running = emptySample(running.replica, minute)
    const now = read()
    if (addReads(running, now, seen)) waiting.add(running)
    seen = now
  }
  const write = async () => {
    count()
    const samples = [...waiting]
    await writeSamples(pool, samples)
    for (const sample of samples) waiting.delete(sample)
    if (clock() - prunedAt > pruneEveryMs) {
      await pruneFigures(pool)
      prunedAt = clock()
    }
  }
  // Two writes at once could leave the older sums.
  const flush = oneAtATime(write)

  return {
    start: () => {
      const tick = async () => {
        try {
          await flush()
          for (const log of beside) await log.write()
        } catch (error) {
          logger.debug({ err: describeError(error) }, 'cache samples wait for Postgres')
        }
      }
      timer = setInterval(() => void tick(), intervalMs)
    },
    flush,
    stop: async () => {
      clearInterval(timer)
      await flush()
    },
  }
}
