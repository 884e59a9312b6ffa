import type { UserCache } from '@rollcall/user-cache/user-cache'

export interface CachedVersion {
  userId: string
  version: number | null
  /** `not_cached`: read through when it is wanted, so it can't be stale. Says the same of another tenant's id. */
  state: 'present' | 'deleted' | 'not_cached'
  eventAt: string | null
  syncedAt: string | null
}

/** Which version of each user is cached here, for the console's "has it arrived". */
export async function readVersions(cache: UserCache, tenantId: string, userIds: string[]): Promise<CachedVersion[]> {
  const users = await cache.batchGet(userIds.map((userId) => userId.toLowerCase()))
  return userIds.map((userId, index) => {
    const user = users[index]
    if (user?.tenantId !== tenantId) {
      return { userId, version: null, state: 'not_cached', eventAt: null, syncedAt: null }
    }
    return {
      userId,
      version: user.version,
      state: user.deleted ? 'deleted' : 'present',
      eventAt: toIso(user.eventAt),
      syncedAt: toIso(user.syncedAt),
    }
  })
}

const toIso = (milliseconds: number | null) => (milliseconds === null ? null : new Date(milliseconds).toISOString())
