import { isUuid } from '@rollcall/events/is-uuid'
import { z } from 'zod'

/** A time within the four digits of an event's year; anything else would be no event either. */
const [earliest, latest] = [Date.parse('0001-01-01T00:00:00.000Z'), Date.parse('9999-12-31T23:59:59.999Z')]
const momentSchema = z.int().min(earliest).max(latest)

/** What a cache keeps of a user, as the directory has it. Times are milliseconds since 1970. */
const profileSchema = z.object({
  userId: z.uuid(),
  tenantId: z.uuid(),
  version: z.int().positive(),
  /** Nobody's any more: the personal fields are blank. */
  deleted: z.boolean(),
  fullName: z.string(),
  avatar: z.string().nullable(),
  matricule: z.string().nullable(),
  ministere: z.string().nullable(),
  sexe: z.string().nullable(),
  updatedAt: momentSchema,
  eventAt: momentSchema,
})
export type DirectoryProfile = z.infer<typeof profileSchema>
type Given = Record<keyof DirectoryProfile, unknown>

const namedSchema = z.string().catch('unknown')
const isTextOrNull = (value: unknown) => value === null || typeof value === 'string'
const isMoment = (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= earliest && value <= latest

/** Parses one tuple of `directory.profiles`; a newer directory may append to it. Never throws. */
export function parseProfile(
  raw: unknown,
): { profile: DirectoryProfile } | { profile: null; userId: string; reason: string } {
  const [userId, tenantId, version, deleted, fullName, avatar, matricule, ministere, sexe, updatedAt, eventAt] =
    Array.isArray(raw) ? raw : []
  // biome-ignore format: one line a group
  const given: Given = {
    userId, tenantId, version, deleted, fullName, avatar, matricule, ministere, sexe, updatedAt, eventAt,
  }
  if (isProfile(given)) return { profile: given }
  const parsed = profileSchema.safeParse(given)
  if (parsed.success) return { profile: parsed.data }
  return { profile: null, userId: namedSchema.parse(userId), reason: z.prettifyError(parsed.error) }
}

/** Knows a profile as the directory writes it, many times as fast as the schema. False says nothing: ask the schema. */
function isProfile(given: Given): given is DirectoryProfile {
  const { userId, tenantId, version, deleted, fullName, avatar, matricule, ministere, sexe, updatedAt, eventAt } = given
  return (
    isUuid(userId) &&
    isUuid(tenantId) &&
    Number.isSafeInteger(version) &&
    Number(version) >= 1 &&
    typeof deleted === 'boolean' &&
    typeof fullName === 'string' &&
    isTextOrNull(avatar) &&
    isTextOrNull(matricule) &&
    isTextOrNull(ministere) &&
    isTextOrNull(sexe) &&
    isMoment(updatedAt) &&
    isMoment(eventAt)
  )
}
