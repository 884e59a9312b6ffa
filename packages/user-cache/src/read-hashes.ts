import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Redis } from 'ioredis'
import { profileKey } from './keys.js'

export type RawProfile = Record<string, string>

/** The hashes of some users in one pipelined round trip, keyed by id; empty for what isn't there or is no hash. */
export async function readHashes(
  deps: { redis: Redis; logger: Logger },
  userIds: string[],
): Promise<Map<string, RawProfile>> {
  const found = new Map<string, RawProfile>()
  const ids = [...new Set(userIds)]
  if (ids.length === 0) return found
  const pipeline = deps.redis.pipeline()
  for (const userId of ids) pipeline.hgetall(profileKey(userId))
  const results = (await pipeline.exec()) ?? []
  for (const [index, userId] of ids.entries()) {
    const [error, hash] = results[index] ?? [new Error('Redis answered less than it was asked'), null]
    if (error && !error.message.startsWith('WRONGTYPE')) throw error
    if (error)
      deps.logger.warn({ key: profileKey(userId), err: describeError(error) }, 'a key of the cache is not a hash')
    found.set(userId, error ? {} : (hash as RawProfile))
  }
  return found
}
