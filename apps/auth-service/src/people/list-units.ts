import { limitSchema, searchSchema, strictInput } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { searchWords } from '@rollcall/service-kit/search-words'
import { personProcedure } from '@rollcall/service-kit/trpc'

/** A unit of the organisation and its people; null: people without one. */
export interface Unit {
  ministere: string | null
  people: number
}

/** The units of whoever isn't deleted, most people first; read from the counts, not from the people. */
export const createListUnits = (pool: Pool) =>
  personProcedure('users.read')
    .input(strictInput({ search: searchSchema.optional(), limit: limitSchema(200).default(50) }).prefault({}))
    .query(async ({ ctx, input: { search, limit } }): Promise<{ items: Unit[] }> => {
      const { rows } = await pool.query<Unit>(
        `SELECT ministere, people FROM (
           SELECT nullif(ministere, '') AS ministere, sum(people)::int AS people FROM people_count
           WHERE tenant_id = $1 AND state <> 'deleted' GROUP BY 1
         ) AS unit
         WHERE people > 0 AND (SELECT coalesce(bool_and(search_form(coalesce(ministere, '')) LIKE like_part(search_form(word))), true)
           FROM unnest($2::text[]) AS word)
         ORDER BY people DESC, ministere NULLS LAST LIMIT $3`,
        [ctx.person.tenantId, searchWords(search), limit],
      )
      return { items: rows }
    })
