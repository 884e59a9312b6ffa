import type { Redis } from 'ioredis'
import { profileKeyPrefix } from './keys.js'

export interface ProfileCount {
  /** Exact when it was counted; since then moved by as many keys as Redis has gained or lost. */
  count: number
  /** Mean of a sample of profiles, with key and TTL; null when there are none. */
  bytesPerUser: number | null
  /** When the keys were counted (ms). */
  countedAt: number
}

const sampleSize = 20

/**
 * Counts profiles without making every caller pay for it: up to `exactUpTo` keys they are counted on each call, above
 * that by a scan in the background, at most every `refreshMs`. Between scans the count follows DBSIZE, which is off by
 * the few markers that come and go.
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
    // SCAN may name a key twice while the keyspace is being resized.
    const seen = new Set<string>()
    let cursor = '0'
    do {
      const [next, keys] = await redis.scan(cursor, 'MATCH', `${profileKeyPrefix}*`, 'COUNT', 1000)
      for (const key of keys) seen.add(key)
      cursor = next
    } while (cursor !== '0')
    const sample = [...seen].slice(0, sampleSize)
    const sizes = await Promise.all(sample.map((key) => redis.memory('USAGE', key)))
    const known = sizes.filter((size): size is number => size !== null)
    const bytes = known.reduce((sum, size) => sum + size, 0)
    last = {
      count: seen.size,
      bytesPerUser: known.length > 0 ? Math.round(bytes / known.length) : null,
      countedAt: clock(),
      keys,
    }
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

function toCount(last: ProfileCount & { keys: number }, keys: number): ProfileCount {
  const { count, bytesPerUser, countedAt } = last
  return { count: Math.max(0, count + keys - last.keys), bytesPerUser, countedAt }
}
