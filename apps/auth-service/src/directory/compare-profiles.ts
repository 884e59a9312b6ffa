import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { serviceProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'

export interface ProfileDifference {
  userId: string
  /** As services may know it; null: the directory doesn't know the user. */
  version: number | null
}

const maxProfiles = 2000
const versionMessage = 'expected the version that is kept, or 0 where none can be read'
const inputSchema = strictInput({
  profiles: z
    .array(
      z.tuple([
        userIdSchema,
        z.int(versionMessage).min(0, versionMessage).max(2_147_483_647, versionMessage),
        z.string().regex(/^([\da-f]{32})?$/, 'expected an MD5 of 32 hexadecimal digits, or an empty text'),
      ]),
    )
    .min(1, 'name at least one profile')
    .max(maxProfiles, `name at most ${maxProfiles} profiles at once`),
})

// As packages/user-cache digests a profile: the hash's values in their order, each followed by a unit separator.
const personal = ['avatar', 'matricule', 'ministere', 'sexe'].map((field) => `coalesce(u.${field}, '')`)
// A time that never comes is no number: such a user differs, and holds up nobody else.
const digestSql = `md5(concat_ws(E'\\x1f',
  CASE WHEN u.deleted_at IS NULL THEN concat_ws(E'\\x1f', u.first_name || ' ' || u.last_name, ${personal.join(', ')})
    ELSE repeat(E'\\x1f', 4) END,
  CASE WHEN isfinite(u.updated_at) THEN (date_part('epoch', u.updated_at) * 1000)::bigint END, u.tenant_id, u.version, (u.deleted_at IS NOT NULL)::int))`

// The view is filtered by ids before it is joined: it could not be looked up by a join's condition.
const compareSql = `
  WITH known AS MATERIALIZED (
    SELECT u.id, u.version, ${digestSql} AS digest FROM published_user AS u WHERE u.id = ANY($1::uuid[])
  )
  SELECT given.id AS "userId", known.version
  FROM unnest($1::uuid[], $2::int[], $3::text[]) AS given (id, version, digest) LEFT JOIN known USING (id)
  WHERE known.id IS NULL OR known.version <> given.version OR known.digest <> given.digest`

/** Which of some cached profiles differ from the directory, by version or by content. */
export const createCompareProfiles = (pool: Pool) =>
  serviceProcedure.input(inputSchema).query(async ({ input: { profiles } }) => {
    const { rows } = await pool.query<ProfileDifference>(compareSql, [
      profiles.map(([userId]) => userId),
      profiles.map(([, version]) => version),
      profiles.map(([, , digest]) => digest),
    ])
    return { differing: rows }
  })
