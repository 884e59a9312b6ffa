import type { Redis } from 'ioredis'

export interface TtlDistribution {
  sampled: number
  /** Profiles of the sample by what is left of their life; `upToSeconds` rises. */
  buckets: { upToSeconds: number; count: number }[]
  /** Profiles that would never end: somebody else's hand. */
  endless: number
}

const hour = 3600
const day = 24 * hour
/** An hour, then each day of a profile's seven. */
const bounds = [hour, ...Array.from({ length: 7 }, (_, index) => (index + 1) * day)]
/** MEMORY USAGE costs more than TTL, and sizes differ less. */
const maxMeasured = 50

export interface ProfileSample {
  bytesPerUser: number | null
  ttlDistribution: TtlDistribution | null
}

/** Sizes and remaining lives of some keys, in one pipeline; those that are gone by now are left out. */
export async function readProfileSample(redis: Redis, keys: readonly string[]): Promise<ProfileSample> {
  if (keys.length === 0) return { bytesPerUser: null, ttlDistribution: null }
  const measured = keys.slice(0, maxMeasured)
  const pipeline = redis.pipeline()
  for (const key of keys) pipeline.ttl(key)
  for (const key of measured) pipeline.memory('USAGE', key)
  const answers = ((await pipeline.exec()) ?? []).map(([error, answer]) => {
    if (error) throw error
    return typeof answer === 'number' ? answer : null
  })
  const sizes = answers.slice(keys.length).filter((size) => size !== null)
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  return {
    bytesPerUser: sizes.length > 0 ? Math.round(bytes / sizes.length) : null,
    ttlDistribution: toDistribution(answers.slice(0, keys.length).filter((ttl) => ttl !== null)),
  }
}

/** From what TTL answers: seconds, -1 for a key that never ends, -2 for one that is gone. Null when all are gone. */
export function toDistribution(ttls: number[]): TtlDistribution | null {
  const present = ttls.filter((ttl) => ttl !== -2)
  if (present.length === 0) return null
  const lives = present.filter((ttl) => ttl >= 0)
  const longest = Math.max(0, ...lives)
  const last = bounds.at(-1) ?? 0
  const buckets = [...bounds, ...(longest > last ? [Math.ceil(longest / day) * day] : [])].map(
    (upToSeconds, index, all) => {
      const above = all[index - 1] ?? -1
      return { upToSeconds, count: lives.filter((ttl) => ttl > above && ttl <= upToSeconds).length }
    },
  )
  return { sampled: present.length, buckets, endless: present.length - lives.length }
}
