import { parseHash } from '@rollcall/user-cache/cached-user'
import type { UserCache } from '@rollcall/user-cache/user-cache'

export interface InspectedProfile {
  key: string
  exists: boolean
  fields: Record<string, string>
  ttlSeconds: number | null
}

/** What Redis holds of a user, field by field. Another tenant's profile looks like none. */
export async function inspectProfile(cache: UserCache, tenantId: string, userId: string): Promise<InspectedProfile> {
  const { key, fields, ttlSeconds } = await cache.inspect(userId)
  if (parseHash(userId, fields)?.tenantId !== tenantId) return { key, exists: false, fields: {}, ttlSeconds: null }
  return { key, exists: true, fields, ttlSeconds }
}
