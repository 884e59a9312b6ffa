import type { DirectoryUser } from '@rollcall/events/user-event'

/** A profile as the cache holds it. Times are milliseconds since 1970. */
export interface CachedUser {
  userId: string
  tenantId: string
  version: number
  /** A tombstone: the personal fields are blank, and only a higher version brings the user back. */
  deleted: boolean
  fullName: string
  avatar: string | null
  matricule: string | null
  ministere: string | null
  sexe: string | null
  updatedAt: number | null
  eventAt: number | null
  syncedAt: number | null
}

/** What the directory decides of a profile: the fields that reconcile compares, in the order of its digest. */
export const syncedFields = [
  'fullName',
  'avatar',
  'matricule',
  'ministere',
  'sexe',
  'updatedAt',
  'tenantId',
  'version',
  'deleted',
] as const

/** Fields of the hash, in the order in which `toHashValues` gives their values. */
export const hashFields = [...syncedFields, 'eventAt', 'syncedAt'] as const

/** The highest version a user can have: the directory counts in 32 bits. */
export const maxVersion = 2_147_483_647

/** What is cached of a user. A deleted one leaves no personal data behind. */
export function toCachedUser(user: DirectoryUser, syncedAt: number): CachedUser {
  const { tenantId, userId, userVersion, payload } = user
  const deleted = payload.deletedAt !== null
  return {
    userId,
    tenantId,
    version: userVersion,
    deleted,
    fullName: deleted ? '' : `${payload.firstName} ${payload.lastName}`,
    avatar: deleted ? null : payload.avatar,
    matricule: deleted ? null : payload.matricule,
    ministere: deleted ? null : payload.ministere,
    sexe: deleted ? null : payload.sexe,
    updatedAt: Date.parse(payload.updatedAt),
    eventAt: Date.parse(user.eventAt),
    syncedAt,
  }
}

/** Hash values in the order of `hashFields`; a missing value is an empty string. */
export function toHashValues(user: CachedUser): string[] {
  return hashFields.map((field) => {
    const value = user[field]
    return typeof value === 'boolean' ? String(Number(value)) : String(value ?? '')
  })
}

/** A version as a hash holds it; null when no user can have it. */
export function parseVersion(text: string | undefined): number | null {
  const version = /^[1-9]\d{0,9}$/.test(text ?? '') ? Number(text) : 0
  return version >= 1 && version <= maxVersion ? version : null
}

/** Reads a hash back; null when it isn't one of ours (no tenant or no version). */
export function parseHash(userId: string, hash: Record<string, string>): CachedUser | null {
  const version = parseVersion(hash.version)
  if (!hash.tenantId || version === null) return null
  return {
    userId,
    tenantId: hash.tenantId,
    version,
    deleted: hash.deleted === '1',
    fullName: hash.fullName ?? '',
    avatar: hash.avatar || null,
    matricule: hash.matricule || null,
    ministere: hash.ministere || null,
    sexe: hash.sexe || null,
    updatedAt: toMilliseconds(hash.updatedAt),
    eventAt: toMilliseconds(hash.eventAt),
    syncedAt: toMilliseconds(hash.syncedAt),
  }
}

function toMilliseconds(text: string | undefined): number | null {
  const value = text ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value : null
}
