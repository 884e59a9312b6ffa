import { isUuid } from '@rollcall/events/is-uuid'
import { profileKeyPrefix } from '@rollcall/user-cache/keys'
import type { ProfileDigest } from '@rollcall/user-cache/profile-digest'
import type { UserCache } from '@rollcall/user-cache/user-cache'
import type { Redis } from 'ioredis'

/** Keys drawn in one pipeline. */
const perDraw = 500
/** An organisation that holds a hundredth of the cache still gets its sample. */
const maxDrawsPerProfile = 100

/**
 * Batches of profiles drawn at random until `wanted` of them are `mine`, each once. Ends early when draws bring hardly
 * anything new: there may be fewer.
 */
export async function* drawProfiles(options: {
  redis: Redis
  cache: Pick<UserCache, 'digests'>
  wanted: number
  mine: (profile: ProfileDigest) => boolean
}): AsyncGenerator<ProfileDigest[]> {
  const { redis, cache, wanted, mine } = options
  const seen = new Set<string>()
  let [found, drawn, fruitless] = [0, 0, 0]
  while (found < wanted && drawn < wanted * maxDrawsPerProfile + perDraw && fruitless < 5) {
    const fresh = (await drawIds(redis)).filter((id) => isUuid(id) && !seen.has(id))
    drawn += perDraw
    for (const id of fresh) seen.add(id)
    fruitless = fresh.length === 0 ? fruitless + 1 : 0
    const kept = (await cache.digests(fresh)).filter(mine).slice(0, wanted - found)
    found += kept.length
    if (kept.length > 0) yield kept
  }
}

/** Ids whose profiles are cached, each once. */
async function drawIds(redis: Redis): Promise<string[]> {
  const pipeline = redis.pipeline()
  for (let n = 0; n < perDraw; n += 1) pipeline.randomkey()
  const ids = new Set<string>()
  for (const [error, key] of (await pipeline.exec()) ?? []) {
    if (error) throw error
    if (typeof key === 'string' && key.startsWith(profileKeyPrefix)) ids.add(key.slice(profileKeyPrefix.length))
  }
  return [...ids]
}
