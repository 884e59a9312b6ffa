import type { DirectoryUser } from '@rollcall/events/user-event'

/** What wrote a profile. */
export const origins = ['event', 'fill', 'prewarm', 'reconcile'] as const
export type Origin = (typeof origins)[number]

/** What the directory says of a user as far as it is cached. Times are milliseconds since 1970. */
export interface CacheableUser {
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
}

/** A profile as the cache holds it. */
export interface CachedUser extends CacheableUser {
  /** When it was written here (ms). */
  syncedAt: number | null
  /** null: it was written by an older version of this package, or by somebody else. */
  origin: Origin | null
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

/** Fields of the hash, in the order in which `toHashValues` gives their values and `parseValues` takes them. */
export const hashFields = [...syncedFields, 'eventAt', 'syncedAt', 'origin'] as const

/** The highest version a user can have: the directory counts in 32 bits. */
export const maxVersion = 2_147_483_647

/** What is cached of a user. A deleted one leaves no personal data behind. */
export function toCacheableUser(user: DirectoryUser): CacheableUser {
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
    updatedAt: toTime(payload.updatedAt),
    eventAt: toTime(user.eventAt),
  }
}

function toTime(iso: string): number | null {
  const time = Date.parse(iso)
  return Number.isNaN(time) ? null : time
}

export function toCachedUser(user: DirectoryUser | CacheableUser, syncedAt: number, origin: Origin): CachedUser {
  const { userId, tenantId, version, deleted, fullName, avatar, matricule, ministere, sexe, updatedAt, eventAt } =
    'payload' in user ? toCacheableUser(user) : user
  // Field by field: a spread costs ten times as much, for each user of a prewarm.
  // biome-ignore format: one line a group
  return {
    userId, tenantId, version, deleted, fullName, avatar, matricule, ministere, sexe, updatedAt, eventAt,
    syncedAt, origin,
  }
}

/** Hash values in the order of `hashFields`; a missing value is an empty string. */
export function toHashValues(user: CachedUser): string[] {
  const { fullName, avatar, matricule, ministere, sexe, updatedAt, tenantId, version, deleted } = user
  const { eventAt, syncedAt, origin } = user
  // biome-ignore format: one line a group
  return [
    fullName, avatar ?? '', matricule ?? '', ministere ?? '', sexe ?? '', String(updatedAt ?? ''), tenantId,
    String(version), deleted ? '1' : '0', String(eventAt ?? ''), String(syncedAt ?? ''), origin ?? '',
  ]
}

const versionPattern = /^[1-9]\d{0,9}$/

/** A version as a hash holds it; null when no user can have it. */
export function parseVersion(text: string | null | undefined): number | null {
  const version = versionPattern.test(text ?? '') ? Number(text) : 0
  return version >= 1 && version <= maxVersion ? version : null
}

/** Values of a hash by `hashFields`; what isn't there is null (or false, as Lua has it). */
export type HashValues = readonly (string | null | false)[]

/** A hash that can't be a profile of ours; `version` is what it claims, 0 when it claims none. */
export interface Corrupt {
  corrupt: true
  version: number
}

/** Reads a hash back: null when there is none of ours at all, `Corrupt` when there is one that nobody could trust. */
export function parseValues(userId: string, values: HashValues): CachedUser | Corrupt | null {
  const [fullName, avatar, matricule, ministere, sexe, updatedAt, tenantId, version, deleted] = values
  const [eventAt, syncedAt, origin] = values.slice(syncedFields.length)
  const parsedVersion = parseVersion(version || null)
  const parsedUpdatedAt = toMilliseconds(updatedAt)
  const isTombstone = deleted === '1'
  const isReadable = typeof fullName === 'string' && (updatedAt === '' || parsedUpdatedAt !== null)
  if (parsedVersion === null || !tenantId || !isReadable) {
    return values.every((value) => value === null || value === false) ? null : corrupt(parsedVersion)
  }
  if (!isTombstone && deleted !== '0') return corrupt(parsedVersion)
  return {
    userId,
    tenantId,
    version: parsedVersion,
    deleted: isTombstone,
    fullName,
    avatar: avatar || null,
    matricule: matricule || null,
    ministere: ministere || null,
    sexe: sexe || null,
    updatedAt: parsedUpdatedAt,
    eventAt: toMilliseconds(eventAt),
    syncedAt: toMilliseconds(syncedAt),
    origin: origins.find((known) => known === origin) ?? null,
  }
}

const corrupt = (version: number | null): Corrupt => ({ corrupt: true, version: version ?? 0 })

export const isCorrupt = (found: CachedUser | Corrupt | null): found is Corrupt => found !== null && 'corrupt' in found

/** The same from a whole hash, as `HGETALL` gives it. */
export function parseHash(userId: string, hash: Record<string, string>): CachedUser | Corrupt | null {
  return parseValues(
    userId,
    hashFields.map((field) => hash[field] ?? null),
  )
}

function toMilliseconds(text: string | null | false | undefined): number | null {
  const value = text ? Number(text) : Number.NaN
  return Number.isFinite(value) && Math.abs(value) <= 8.64e15 ? value : null
}
