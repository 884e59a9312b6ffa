import { type CachedUser, type Corrupt, isCorrupt, type Origin, parseHash, toCachedUser } from './cached-user.js'
import type { FetchUsers } from './directory-breaker.js'
import type { GivenVersions } from './given-versions.js'
import { profileKey } from './keys.js'
import type { UserCache } from './user-cache.js'

/** What each tier holds of a user, and what a read would answer now. Reading it changes nothing. */
export interface Inspection {
  key: string
  /** Whether Redis holds a profile or tombstone of this organisation. */
  exists: boolean
  /** The hash as `HGETALL` shows it; empty where there is none. */
  fields: Record<string, string>
  ttlSeconds: number | null
  redis: {
    /** corrupt: something is there that can't be read as a profile. */
    state: 'absent' | 'profile' | 'tombstone' | 'corrupt' | 'unreachable'
    version: number | null
    /** What wrote it. */
    origin: Origin | null
    /** Since it was written here. */
    ageSeconds: number | null
  }
  /** The near cache of the replica that answers. stale: kept only for when everything else is away. */
  near: { state: 'off' | 'absent' | 'profile' | 'tombstone' | 'stale'; version: number | null; ageMs: number | null }
  /** Whether the id is remembered as unknown, and for how long yet. */
  marker: { unknown: boolean; ttlSeconds: number | null }
  directory: { state: 'profile' | 'deleted' | 'unknown' | 'unreachable'; version: number | null }
  wouldReturn: {
    answer: 'profile' | 'not-found' | 'unavailable'
    /** Who would answer. */
    from: 'near' | 'redis' | 'marker' | 'directory' | 'last-known' | null
    version: number | null
  }
}

type Found = CachedUser | Corrupt | null

/** Another tenant's user looks as an unknown one does, in each tier. */
export function createUserInspector(deps: {
  cache: UserCache
  given: GivenVersions
  fetchMany: FetchUsers
  clock: () => number
}) {
  const { cache, given, fetchMany, clock } = deps
  return async (tenantId: string, userId: string): Promise<Inspection> => {
    const [stored, unknownForSeconds, directory] = await Promise.all([
      cache.inspect(userId).catch(() => null),
      cache.unknownForSeconds(tenantId, userId).catch(() => null),
      fetchMany([userId]).catch(() => null),
    ])
    const found: Found = stored ? parseHash(userId, stored.fields) : null
    const own = stored?.fields.tenantId === tenantId ? found : null
    const last = cache.lastKnown(userId)
    const near = describeNear(cache, tenantId, userId)
    const answered = directory?.items.map((item) => toCachedUser(item, clock(), 'fill'))
    const known = answered?.find((user) => user.tenantId === tenantId)
    const shown = own === null ? null : stored
    return {
      key: profileKey(userId),
      exists: shown !== null,
      fields: shown?.fields ?? {},
      ttlSeconds: shown?.ttlSeconds ?? null,
      redis: stored ? describeStored(own, clock()) : { ...nothingStored, state: 'unreachable' },
      near,
      marker: { unknown: unknownForSeconds !== null, ttlSeconds: unknownForSeconds },
      directory: {
        state: !directory ? 'unreachable' : known ? (known.deleted ? 'deleted' : 'profile') : 'unknown',
        version: known?.version ?? null,
      },
      wouldReturn: foresee({
        near: cache.near(tenantId, userId),
        redis: own && !isCorrupt(own) && own.version >= given.of(userId) ? own : null,
        isMarked: unknownForSeconds !== null,
        directory: directory ? (known ?? null) : undefined,
        lastKnown: last?.user.tenantId === tenantId && last.user.version >= given.of(userId) ? last.user : undefined,
      }),
    }
  }
}

const nothingStored = { state: 'absent', version: null, origin: null, ageSeconds: null } as const

function describeStored(found: Found, now: number): Inspection['redis'] {
  if (found === null) return nothingStored
  if (isCorrupt(found)) return { ...nothingStored, state: 'corrupt', version: found.version || null }
  const { deleted, version, origin, syncedAt } = found
  const ageSeconds = syncedAt === null ? null : Math.max(0, Math.round((now - syncedAt) / 1000))
  return { state: deleted ? 'tombstone' : 'profile', version, origin, ageSeconds }
}

function describeNear(cache: UserCache, tenantId: string, userId: string): Inspection['near'] {
  if (cache.nearStats().state === 'off') return { state: 'off', version: null, ageMs: null }
  const fresh = cache.near(tenantId, userId)
  if (fresh) return { state: fresh.deleted ? 'tombstone' : 'profile', version: fresh.version, ageMs: 0 }
  const last = cache.lastKnown(userId)
  if (last?.user.tenantId !== tenantId) return { state: 'absent', version: null, ageMs: null }
  return { state: 'stale', version: last.user.version, ageMs: Math.round(last.ageMs) }
}

/** What `createUserReader` would do; `directory` undefined: it doesn't answer. */
function foresee(tiers: {
  near: CachedUser | undefined
  redis: CachedUser | null
  isMarked: boolean
  directory: CachedUser | null | undefined
  lastKnown: CachedUser | undefined
}): Inspection['wouldReturn'] {
  const { near, redis, isMarked, directory, lastKnown } = tiers
  const of = (user: CachedUser, from: Inspection['wouldReturn']['from']): Inspection['wouldReturn'] => ({
    ...{ answer: user.deleted ? 'not-found' : 'profile', from, version: user.version },
  })
  if (near) return of(near, 'near')
  if (redis) return of(redis, 'redis')
  if (isMarked) return { answer: 'not-found', from: 'marker', version: null }
  if (directory) return of(directory, 'directory')
  if (directory === null) return { answer: 'not-found', from: 'directory', version: null }
  if (lastKnown && !lastKnown.deleted) return of(lastKnown, 'last-known')
  return { answer: 'unavailable', from: null, version: null }
}
