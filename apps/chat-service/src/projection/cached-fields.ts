import type { DirectoryUser } from '@rollcall/events/user-event'
import type { KeptUser } from '@rollcall/subscriber/reconcile/reconcile-store'
import { parseVersion, toCacheableUser } from '@rollcall/user-cache/cached-user'
import type { RawProfile } from '@rollcall/user-cache/read-hashes'
import type { UserCache } from '@rollcall/user-cache/user-cache'
import { userIdSchema } from '../user-id.js'

/** Stands for an organisation that can't be read, where one must be named. */
const noTenant = '00000000-0000-0000-0000-000000000000'

/** What is cached of these users, whatever a hand has made of it; version 0 where none can be read. */
export async function readKept(cache: UserCache, ids: string[]): Promise<Map<string, KeptUser>> {
  const hashes = await cache.hashes(ids)
  // A key that is no hash reads as empty, and so does one that isn't there: their digests tell them apart.
  const empty = ids.filter((id) => Object.keys(hashes.get(id) ?? {}).length === 0)
  const unreadable = new Set((await cache.digests(empty)).map(({ userId }) => userId))
  const kept = new Map<string, KeptUser>()
  for (const id of ids) {
    const hash = hashes.get(id) ?? {}
    if (Object.keys(hash).length > 0 || unreadable.has(id)) kept.set(id, toKept(hash))
  }
  return kept
}

function toKept(hash: RawProfile): KeptUser {
  const { fullName = '', tenantId = '', updatedAt = '', deleted = '' } = hash
  return {
    tenantId: userIdSchema.safeParse(tenantId).data ?? noTenant,
    version: parseVersion(hash.version) ?? 0,
    fullName,
    fields: {
      fullName,
      avatar: hash.avatar || null,
      matricule: hash.matricule || null,
      ministere: hash.ministere || null,
      sexe: hash.sexe || null,
      updatedAt: readMoment(updatedAt),
      deleted: deleted === '0' || deleted === '1' ? deleted === '1' : deleted || null,
      tenantId: tenantId || null,
    },
  }
}

/** The same fields of a snapshot, as this cache would keep them: of a deleted user nothing personal. */
export function fieldsOf(user: DirectoryUser): Record<string, unknown> {
  const { fullName, avatar, matricule, ministere, sexe, updatedAt, deleted, tenantId } = toCacheableUser(user)
  return {
    ...{ fullName, avatar: avatar || null, matricule: matricule || null, ministere: ministere || null },
    ...{ sexe: sexe || null, updatedAt: readMoment(String(updatedAt)), deleted, tenantId },
  }
}

/** Milliseconds as the cache writes them in ISO 8601; other text as it is, so that a difference shows. */
function readMoment(text: string): string | null {
  const date = new Date(Number(text))
  if (!Number.isFinite(date.getTime()) || String(date.getTime()) !== text) return text || null
  return date.toISOString()
}
