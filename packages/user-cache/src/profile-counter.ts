import type { Redis } from 'ioredis'
import { createReservoir } from './reservoir.js'
import { scanProfileKeys } from './scan-profile-keys.js'
import { readProfileSample, type TtlDistribution } from './ttl-distribution.js'

export interface ProfileCount {
  /**
   * When it was counted: exact up to `exactUpTo` keys; above, a key that SCAN names twice while the keyspace is resized
   * counts twice. Since then moved by as many keys as Redis has gained or lost.
   */
  count: number
  /** Mean of a sample of profiles, with key and TTL; null when there are none. */
  bytesPerUser: number | null
  /** Of a sample of profiles; null when there are none. */
  ttlDistribution: TtlDistribution | null
  /** When the keys were counted (ms). */
  countedAt: number
}

const sampleSize = 200

/**
 * Counts profiles without making every caller pay for it: up to `exactUpTo` keys they are counted on each call, above
 * that by a scan in the background, at most every `refreshMs`. Between scans the count follows DBSIZE, which is off by
 * the few markers that come and go. What is held of the keys is bounded, however many there are.
 */
export function createProfileCounter(options: {
  redis: Redis
  clock: () => number
  exactUpTo?: number
  refreshMs?: number
}): () => Promise<ProfileCount> {
  const { redis, clock, exactUpTo = 10_000, refreshMs = 30_000 } = options
  let last: (ProfileCount & { keys: number }) | undefined
  let scan: Promise<ProfileCount> | undefined

  const count = async (keys: number): Promise<ProfileCount> => {
    const tally = createTally(keys <= exactUpTo)
    for await (const names of scanProfileKeys(redis)) for (const name of names) tally.add(name)
    const sample = await readProfileSample(redis, tally.sample())
    last = { count: tally.count(), ...sample, countedAt: clock(), keys }
    return toCount(last, keys)
  }
  const countOnce = (keys: number) => {
    scan ??= count(keys).finally(() => {
      scan = undefined
    })
    return scan
  }

  return async () => {
    const keys = await redis.dbsize()
    if (keys <= exactUpTo || !last) return countOnce(keys)
    // The next caller sees a failure of the background scan as an old `countedAt`.
    if (clock() - last.countedAt >= refreshMs) countOnce(keys).catch(() => {})
    return toCount(last, keys)
  }
}

/** `isExact`: SCAN may name a key twice, and each is to count once, at the price of remembering them. */
function createTally(isExact: boolean) {
  const seen = new Set<string>()
  const reservoir = createReservoir<string>(sampleSize)
  let counted = 0
  return {
    add: (name: string) => {
      if (isExact && seen.has(name)) return
      if (isExact) seen.add(name)
      counted += 1
      reservoir.add(name)
    },
    count: () => counted,
    sample: reservoir.items,
  }
}

function toCount(last: ProfileCount & { keys: number }, keys: number): ProfileCount {
  const { keys: keysThen, count, ...sample } = last
  return { count: Math.max(0, count + keys - keysThen), ...sample }
}
