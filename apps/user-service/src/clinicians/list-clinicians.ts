import { type ClinicalRole, clinicalRoles } from '@rollcall/events/roles'
import { createCursor, cursorInput, keyText } from '@rollcall/service-kit/cursor'
import { choiceSchema, limitSchema, searchSchema, strictInput, userIdSchema } from '@rollcall/service-kit/input'
import { may } from '@rollcall/service-kit/permissions'
import type { Pool } from '@rollcall/service-kit/postgres'
import { searchWords } from '@rollcall/service-kit/search-words'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'

/** Somebody who can be booked. */
export interface Clinician {
  id: string
  firstName: string
  lastName: string
  fullName: string
  role: string
  avatar: string | null
  ministere: string | null
  version: number
}
export interface ClinicianPage {
  items: Clinician[]
  nextCursor: string | null
  total: number
}

const inputSchema = strictInput({
  search: searchSchema.optional(),
  roles: z
    .array(choiceSchema(clinicalRoles))
    .min(1, 'expected at least one role')
    .max(20, 'expected at most 20 roles')
    .default(['doctor']),
  /** One person, as they are now. */
  id: userIdSchema.optional(),
  limit: limitSchema(100).default(50),
  cursor: cursorInput,
})
const cursors = createCursor(z.tuple([keyText, keyText, z.uuid()]))

/** The appointment form's dropdown: active people of the caller's organisation, by name. A clinician books for one person. */
export const createListClinicians = (pool: Pool) =>
  personProcedure('appointments.read', 'appointments.own')
    .input(inputSchema.prefault({}))
    .query(async ({ ctx, input }): Promise<ClinicianPage> => {
      const { search, roles, id, limit, cursor } = input
      const after = cursor ? cursors.decode(cursor) : []
      const words = searchWords(search)
      const own = may(ctx.person, 'appointments.read') ? undefined : ctx.person.userId
      const only = [own, id].filter((wanted) => wanted !== undefined)
      const values = [
        ctx.person.tenantId,
        roles satisfies ClinicalRole[],
        limit + 1,
        only,
        ...(words.length > 0 ? [words] : []),
        ...after,
      ]
      const { rows } = await pool.query<Omit<Clinician, 'fullName'> & { total: number; id: string | null }>(
        buildListQuery(words.length > 0, after.length > 0),
        values,
      )
      const found = rows.filter((row) => row.id !== null)
      const items = found.slice(0, limit).map(({ total: _, ...row }) => toClinician(row))
      const last = found.length > limit ? items.at(-1) : undefined
      return {
        items,
        nextCursor: last ? cursors.encode([last.lastName, last.firstName, last.id]) : null,
        total: rows[0]?.total ?? 0,
      }
    })

/**
 * $1 tenant, $2 roles, $3 limit, $4 the only ones (none: no bound), then the words as one array, then the cursor. Matches of a
 * search are gathered once and then sorted: sorting first would walk the index for rare words. They come from a function,
 * of the organisation in scope, which is the same: it keeps the trigram index in use below the policy.
 */
export function buildListQuery(searched: boolean, paged: boolean): string {
  const clauses = [
    'tenant_id = $1',
    'role = ANY($2::text[])',
    '(cardinality($4::uuid[]) = 0 OR id = ALL ($4))',
    // To the letter the predicate of directory_user_clinician_search_idx, or the index is not used.
    `is_active AND deleted_at IS NULL AND role IN ('doctor', 'nurse', 'pharmacist', 'consultant')`,
  ]
  const [lastName, firstName, id] = [5, 6, 7].map((parameter) => `$${parameter + (searched ? 1 : 0)}`)
  const source = searched ? 'clinicians_found($5::text[])' : 'directory_user'
  const after = `WHERE (last_name, first_name, id) > (${lastName}::text, ${firstName}::text, ${id}::uuid)`
  return `WITH matches AS ${searched ? 'MATERIALIZED' : 'NOT MATERIALIZED'} (
      SELECT id, first_name, last_name, role, avatar, ministere, user_version
      FROM ${source} WHERE ${clauses.join(' AND ')}
    ), page AS (
      SELECT * FROM matches ${paged ? after : ''} ORDER BY last_name, first_name, id LIMIT $3
    )
    SELECT counted.total, id, first_name AS "firstName", last_name AS "lastName", role, avatar, ministere,
      user_version AS version
    FROM (SELECT count(*)::int AS total FROM matches) AS counted LEFT JOIN page ON true
    ORDER BY last_name, first_name, id`
}

function toClinician(row: Omit<Clinician, 'fullName'>): Clinician {
  return { ...row, fullName: `${row.firstName} ${row.lastName}`.trim() }
}
