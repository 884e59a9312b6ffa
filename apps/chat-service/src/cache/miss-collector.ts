import { isUuid } from '@rollcall/events/is-uuid'
import type { Queryable } from '@rollcall/service-kit/postgres'
import type { Miss } from '@rollcall/user-cache/user-reader'
import { oneAtATime } from './one-at-a-time.js'
import { type CountedMiss, writeMisses } from './write-misses.js'

export interface MissCollector {
  record: (miss: Miss) => void
  /** Writes what was collected at most twice a minute. Rejects while Postgres is away, and keeps what it has. */
  write: () => Promise<void>
  /** Writes it now. */
  flush: () => Promise<void>
}

/**
 * Counts who is missed most, in bounded memory however many different ids are asked for (Misra and Gries, Finding
 * repeated elements, 1982): while all places are taken, a newcomer costs each of them one. Whoever is missed often
 * stays; of the others some are forgotten.
 */
export function createMissCollector(options: {
  pool: Queryable
  maxUsers?: number
  everyMs?: number
  clock?: () => number
}): MissCollector {
  const { pool, maxUsers = 1000, everyMs = 30_000, clock = Date.now } = options
  let kept = new Map<string, CountedMiss>()
  let writtenAt = 0

  const add = (miss: CountedMiss) => {
    const key = `${miss.tenantId} ${miss.userId}`
    const held = kept.get(key)
    if (held) {
      held.misses += miss.misses
      if (miss.lastAt >= held.lastAt) Object.assign(held, { unknown: miss.unknown, lastAt: miss.lastAt })
    } else if (kept.size < maxUsers) kept.set(key, miss)
    else makeRoom(kept)
  }
  const write = async () => {
    const taken = kept
    if (taken.size === 0) return
    kept = new Map()
    try {
      await writeMisses(pool, [...taken.values()])
      writtenAt = clock()
    } catch (error) {
      const since = kept
      kept = taken
      for (const miss of since.values()) add(miss)
      throw error
    }
  }
  const flush = oneAtATime(write)

  return {
    record: ({ tenantId, userId, unknown }) => {
      // What is no id would keep all others from being written.
      if (!isUuid(userId) || !isUuid(tenantId)) return
      add({ tenantId, userId, unknown, misses: 1, lastAt: clock() })
    },
    write: async () => {
      if (clock() - writtenAt >= everyMs) await flush()
    },
    flush,
  }
}

function makeRoom(kept: Map<string, CountedMiss>): void {
  for (const [key, held] of kept) {
    held.misses -= 1
    if (held.misses <= 0) kept.delete(key)
  }
}
