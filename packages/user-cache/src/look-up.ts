import type { Redis } from 'ioredis'
import { type CachedUser, isCorrupt } from './cached-user.js'
import type { NearCache } from './near-cache.js'
import { readUsers, type StoredUser } from './read-users.js'

export interface Looked {
  /** In the order asked for; null: no tier has one that can be read. */
  users: (CachedUser | null)[]
  /** How many of them the near cache answered. */
  nearHits: number
  /** Hashes that can't be read, with the version that each claims (0: none). */
  corrupt: { userId: string; version: number }[]
}

/** Looks for users in the near cache, of one tenant where one is named, and for the rest in Redis. */
export type LookUp = (userIds: readonly string[], tenantId?: string) => Promise<Looked>

export function createLookUp({ redis, near }: { redis: Redis; near: NearCache | undefined }): LookUp {
  /** Reads Redis and keeps near what it answers. */
  const readThroughNear = async (userIds: readonly string[], corrupt: Looked['corrupt']) => {
    const ticket = near?.begin(userIds)
    let users: (CachedUser | null)[] = []
    try {
      const stored = await readUsers(redis, userIds)
      users = stored.map((user, index) => readable(user, userIds[index] ?? '', corrupt))
      return users
    } finally {
      if (ticket) near?.end(ticket, users)
    }
  }

  return async (userIds, tenantId) => {
    const corrupt: Looked['corrupt'] = []
    if (!near)
      return { users: await readDistinct(userIds, (ids) => readThroughNear(ids, corrupt)), nearHits: 0, corrupt }
    const users = userIds.map((userId): CachedUser | null => near.get(tenantId, userId) ?? null)
    const absent = userIds.filter((_, index) => users[index] === null)
    if (absent.length === 0) return { users, nearHits: users.length, corrupt }
    const found = await readDistinct(absent, (ids) => readThroughNear(ids, corrupt))
    let next = 0
    const filled = users.map((user) => user ?? found[next++] ?? null)
    return { users: filled, nearHits: userIds.length - absent.length, corrupt }
  }
}

function readable(user: StoredUser, userId: string, corrupt: Looked['corrupt']): CachedUser | null {
  if (!isCorrupt(user)) return user
  corrupt.push({ userId, version: user.version })
  return null
}

/** Asks for each id once, and answers for each as often as it was asked for. */
async function readDistinct(
  userIds: readonly string[],
  read: (ids: readonly string[]) => Promise<(CachedUser | null)[]>,
): Promise<(CachedUser | null)[]> {
  if (userIds.length < 2) return read(userIds)
  const distinct = [...new Set(userIds)]
  const users = await read(distinct)
  if (distinct.length === userIds.length) return users
  const byId = new Map(distinct.map((userId, index) => [userId, users[index] ?? null]))
  return userIds.map((userId) => byId.get(userId) ?? null)
}
