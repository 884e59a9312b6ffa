import { userRoles } from '@rollcall/events/roles'
import { createCursor, cursorInput, keyText } from '@rollcall/service-kit/cursor'
import { choiceSchema, limitSchema, searchSchema, strictInput } from '@rollcall/service-kit/input'
import { may } from '@rollcall/service-kit/permissions'
import type { Pool } from '@rollcall/service-kit/postgres'
import { holdsWord, searchWords } from '@rollcall/service-kit/search-words'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'

/** A user as this service has it, tombstones included. */
export interface ProjectedUser {
  id: string
  email: string
  firstName: string
  lastName: string
  role: string
  isActive: boolean
  deletedAt: string | null
  version: number
  syncedAt: string
}
export interface ProjectedUserPage {
  items: ProjectedUser[]
  nextCursor: string | null
  total: number
}

// As the migration's indexes have it.
const plain = (value: string) => `plain_text(${value})`

const inputSchema = strictInput({
  search: searchSchema.optional(),
  roles: z
    .array(choiceSchema(userRoles))
    .min(1, 'expected at least one role')
    .max(20, 'expected at most 20 roles')
    .optional(),
  limit: limitSchema(200).default(50),
  cursor: cursorInput,
})
const cursors = createCursor(z.tuple([keyText, keyText, z.uuid()]))

type Row = Omit<ProjectedUser, 'deletedAt' | 'syncedAt'> & { deletedAt: Date | null; syncedAt: Date }

/** What has arrived here, by name: for comparing with the directory. */
export const createListUsers = (pool: Pool) =>
  personProcedure('users.read')
    .input(inputSchema.prefault({}))
    .query(async ({ ctx, input }): Promise<ProjectedUserPage> => {
      const { search, roles, limit, cursor } = input
      const after = cursor ? cursors.decode(cursor) : []
      const words = searchWords(search)
      const values = [ctx.person.tenantId, roles ?? null, limit + 1, ...words, ...after]
      const { rows } = await pool.query<Row & { total: number; id: string | null }>(
        buildQuery(words.length, after.length > 0, may(ctx.person, 'users.contact')),
        values,
      )
      const found = rows.filter((row) => row.id !== null)
      const items = found.slice(0, limit).map(({ total: _, ...row }) => toProjectedUser(row))
      const last = found.length > limit ? items.at(-1) : undefined
      return {
        items,
        nextCursor: last ? cursors.encode([last.lastName, last.firstName, last.id]) : null,
        total: rows[0]?.total ?? 0,
      }
    })

function buildQuery(words: number, paged: boolean, seesContact: boolean): string {
  const clauses = ['tenant_id = $1', '($2::text[] IS NULL OR role = ANY($2::text[]))']
  // Whoever may not see an address doesn't find anyone by it either.
  const text = `plain_text(first_name || ' ' || last_name${seesContact ? ` || ' ' || email` : ''})`
  for (let word = 0; word < words; word++) clauses.push(holdsWord(text, 4 + word, plain))
  const [lastName, firstName, id] = [4, 5, 6].map((parameter) => `$${parameter + words}`)
  const after = `WHERE (last_name, first_name, id) > (${lastName}::text, ${firstName}::text, ${id}::uuid)`
  return `WITH matches AS ${words > 0 ? 'MATERIALIZED' : 'NOT MATERIALIZED'} (
      SELECT id, first_name, last_name FROM directory_user WHERE ${clauses.join(' AND ')}
    ), page AS (
      SELECT id FROM matches ${paged ? after : ''} ORDER BY last_name, first_name, id LIMIT $3
    )
    SELECT counted.total, u.id, u.email, u.first_name AS "firstName", u.last_name AS "lastName", u.role,
      u.is_active AS "isActive", u.deleted_at AS "deletedAt", u.user_version AS version, u.synced_at AS "syncedAt"
    FROM (SELECT count(*)::int AS total FROM matches) AS counted
    LEFT JOIN (page JOIN directory_user AS u USING (id)) ON true
    ORDER BY u.last_name, u.first_name, u.id`
}

function toProjectedUser(row: Row): ProjectedUser {
  return { ...row, deletedAt: row.deletedAt?.toISOString() ?? null, syncedAt: row.syncedAt.toISOString() }
}
