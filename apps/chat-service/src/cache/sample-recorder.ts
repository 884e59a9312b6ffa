import { randomUUID } from 'node:crypto'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Queryable } from '@rollcall/service-kit/postgres'
import { noReads, type ReadCounts, readCounterNames } from '@rollcall/user-cache/read-counters'

const minuteMs = 60_000
const keptDays = 30
const pruneEveryMs = 3_600_000

export interface SampleRecorder {
  start: () => void
  /** Writes what has been counted since the last time; rejects while Postgres is away, and loses nothing by it. */
  flush: () => Promise<void>
  stop: () => Promise<void>
}

/**
 * Writes this replica's counters to `cache_sample`, one row a minute. A row holds the minute's whole sum and a replica's
 * name lives as long as its process, so repeating a write whose answer was lost counts nothing twice.
 */
export function createSampleRecorder(options: {
  pool: Queryable
  counts: () => ReadCounts
  logger: Logger
  intervalMs?: number
  clock?: () => number
}): SampleRecorder {
  const { pool, counts, logger, intervalMs = 5000, clock = Date.now } = options
  const replica = randomUUID()
  const minutes = new Map<number, ReadCounts>()
  let seen: ReadCounts = { ...noReads }
  let prunedAt = 0
  let writing: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  const write = async () => {
    const minute = Math.floor(clock() / minuteMs) * minuteMs
    const now = counts()
    const sample = minutes.get(minute) ?? { ...noReads }
    let counted = 0
    for (const name of readCounterNames) {
      sample[name] += now[name] - seen[name]
      counted += sample[name]
    }
    seen = now
    if (counted > 0) minutes.set(minute, sample)
    if (minutes.size > 0) await upsertSamples(pool, replica, minutes)
    for (const past of minutes.keys()) if (past < minute) minutes.delete(past)
    if (clock() - prunedAt > pruneEveryMs) {
      await pool.query(`DELETE FROM cache_sample WHERE minute < now() - interval '${keptDays} days'`)
      prunedAt = clock()
    }
  }
  const flush = () => {
    // One after the other: two writes at once could leave the older sums.
    writing = writing.catch(() => {}).then(write)
    return writing
  }

  return {
    start: () => {
      const tick = () =>
        flush().catch((error: unknown) =>
          logger.debug({ err: describeError(error) }, 'cache samples wait for Postgres'),
        )
      timer = setInterval(() => void tick(), intervalMs)
    },
    flush,
    stop: async () => {
      clearInterval(timer)
      await flush()
    },
  }
}

async function upsertSamples(pool: Queryable, replica: string, minutes: Map<number, ReadCounts>): Promise<void> {
  const columns = readCounterNames.map((name) => [...minutes.values()].map((sample) => sample[name]))
  await pool.query(
    `INSERT INTO cache_sample (replica, minute, hits, misses, fallbacks, negatives, errors)
     SELECT $1, * FROM unnest($2::timestamptz[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
     ON CONFLICT (minute, replica) DO UPDATE SET hits = EXCLUDED.hits, misses = EXCLUDED.misses,
       fallbacks = EXCLUDED.fallbacks, negatives = EXCLUDED.negatives, errors = EXCLUDED.errors`,
    [replica, [...minutes.keys()].map((minute) => new Date(minute)), ...columns],
  )
}
