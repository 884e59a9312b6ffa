import type { Redis } from 'ioredis'
import { unpack } from 'msgpackr'
import { type CachedUser, type Corrupt, type HashValues, hashFields, parseValues } from './cached-user.js'
import { maxUsersPerCall } from './commands.js'
import { mapChunks } from './in-chunks.js'
import { profileKey } from './keys.js'

export type StoredUser = CachedUser | Corrupt | null

/** What Redis holds of these users, in their order, in one round trip. Expects `defineUserCacheCommands` to have run. */
export async function readUsers(redis: Redis, userIds: readonly string[]): Promise<StoredUser[]> {
  const [only] = userIds
  if (only === undefined) return []
  if (userIds.length === 1) return [await readUser(redis, only)]
  return mapChunks(userIds, maxUsersPerCall, async (ids) => parsePacked(ids, await readPacked(redis, ids)))
}

/** One user by HMGET: as good as the script for one, and cheaper for Redis. */
async function readUser(redis: Redis, userId: string): Promise<StoredUser> {
  try {
    return parseValues(userId, await redis.hmget(profileKey(userId), ...hashFields))
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('WRONGTYPE')) return { corrupt: true, version: 0 }
    throw error
  }
}

// Sent without waiting for each other, so that several calls make one round trip.
const readPacked = (redis: Redis, userIds: readonly string[]) =>
  redis.readUserProfilesBuffer(0, JSON.stringify(userIds))

function parsePacked(userIds: readonly string[], packed: Buffer): StoredUser[] {
  const answers: (HashValues | 1)[] = unpack(packed)
  return userIds.map((userId, index) => {
    const values = answers[index] ?? []
    return values === 1 ? { corrupt: true, version: 0 } : parseValues(userId, values)
  })
}
