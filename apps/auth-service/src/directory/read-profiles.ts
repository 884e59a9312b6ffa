import { isUuid } from '@rollcall/events/is-uuid'
import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { serviceProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'

/**
 * What a cache keeps of a user, and nothing beyond it: no e-mail, telephone or role. Of a deleted user the personal
 * fields are blank. Times are milliseconds since 1970; null is one that can't be said so (infinity).
 */
export type ProfileTuple = [
  userId: string,
  tenantId: string,
  version: number,
  deleted: boolean,
  fullName: string,
  avatar: string | null,
  matricule: string | null,
  ministere: string | null,
  sexe: string | null,
  updatedAtMs: number | null,
  eventAtMs: number | null,
]

const maxIds = 500
const inputSchema = strictInput({
  ids: z.array(userIdSchema).min(1, 'name at least one user').max(maxIds, `name at most ${maxIds} users at once`),
})

const unlessDeleted = (sql: string) => `CASE WHEN deleted_at IS NULL THEN ${sql} END`
// As a double, because a bigint would arrive as text, and could hold no infinity.
const updatedAtMs = `round(date_part('epoch', updated_at) * 1000)`
const profilesSql = `
  SELECT id, tenant_id, version, deleted_at IS NOT NULL,
    coalesce(${unlessDeleted(`first_name || ' ' || last_name`)}, ''),
    ${['avatar', 'matricule', 'ministere', 'sexe'].map(unlessDeleted).join(', ')}, ${updatedAtMs}, ${updatedAtMs}
  FROM published_user WHERE id = ANY($1::uuid[])`

/**
 * Profiles as services may know them, of any organisation, in no order. A first fill of a cache asks for everybody:
 * hence tuples, a statement that each connection plans once, and ids that go to it as one text.
 */
export const createReadProfiles = (pool: Pool) =>
  serviceProcedure.input(readInput).query(async ({ input: { ids } }) => {
    const { rows } = await pool.query<ProfileTuple>({
      name: 'directory.profiles',
      text: profilesSql,
      values: [`{${ids.join()}}`],
      rowMode: 'array',
    })
    const found = new Set(rows.map(([userId]) => userId))
    return { items: rows, missing: [...new Set(ids)].filter((id) => !found.has(id)) }
  })

/** Knows an input as services write it, many times as fast as the schema; whatever else comes is the schema's. */
function readInput(raw: unknown): { ids: string[] } {
  return isPlain(raw) ? raw : inputSchema.parse(raw)
}

function isPlain(raw: unknown): raw is { ids: string[] } {
  if (typeof raw !== 'object' || raw === null || !('ids' in raw) || Object.keys(raw).length !== 1) return false
  const { ids } = raw
  return Array.isArray(ids) && ids.length >= 1 && ids.length <= maxIds && ids.every(isUuid)
}
