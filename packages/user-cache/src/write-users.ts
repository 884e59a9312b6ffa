import type { DirectoryUser } from '@rollcall/events/user-event'
import type { Redis } from 'ioredis'
import { type CacheableUser, type Origin, toCachedUser, toHashValues } from './cached-user.js'
import { maxUsersPerWrite, type WriteOutcome, writeCodes } from './commands.js'
import { mapChunks } from './in-chunks.js'
import type { NearCache } from './near-cache.js'

export interface WriteOptions {
  origin: Origin
  /** How far the guard lets a write go, user by user; see the script. */
  modeOf?: (userId: string) => string | number
  /** Of a lease: only what nothing was told of since is written. */
  token?: string
}

/** The one way into the cache: a guarded write, in calls of at most 50 users that travel together. */
export function createUserWriter(deps: {
  redis: Redis
  near: NearCache | undefined
  ttlSeconds: number
  clock: () => number
}) {
  const { redis, near, ttlSeconds, clock } = deps
  const jitteredTtl = () => ttlSeconds - Math.floor(Math.random() * ttlSeconds * 0.1)

  const writeChunk = async (
    users: (DirectoryUser | CacheableUser)[],
    { origin, modeOf = () => '', token = '' }: WriteOptions,
  ): Promise<WriteOutcome[]> => {
    const written: [userId: string, ttl: number, mode: string | number, values: string[]][] = []
    const syncedAt = clock()
    for (const user of users) {
      const { userId } = user
      written.push([userId, jitteredTtl(), modeOf(userId), toHashValues(toCachedUser(user, syncedAt, origin))])
    }
    const codes = await redis.writeUserProfiles(0, token, JSON.stringify(written))
    return codes.map((code) => writeCodes[code] ?? 'superseded')
  }

  return async (users: (DirectoryUser | CacheableUser)[], options: WriteOptions): Promise<WriteOutcome[]> => {
    const ids = near ? users.map(({ userId }) => userId) : []
    // Before, so that a read under way doesn't keep what it finds; after, for a read that began meanwhile.
    near?.forget(ids)
    const outcomes = await mapChunks(users, maxUsersPerWrite, (chunk) => writeChunk(chunk, options))
    near?.forget(ids)
    return outcomes
  }
}
