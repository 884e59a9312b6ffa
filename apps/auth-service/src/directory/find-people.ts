import type { UserRole } from '@rollcall/events/roles'
import { limitSchema, searchSchema, strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { holdsWord, searchWords } from '@rollcall/service-kit/search-words'
import { serviceProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'

/** A person as the directory has them, and what stands between them and the services. */
export interface FoundPerson {
  id: string
  version: number
  firstName: string
  lastName: string
  fullName: string
  role: UserRole
  isActive: boolean
  deletedAt: string | null
  changedAt: string
  /** The brake holds the newest change: services go on believing `publishedVersion`. */
  holdId: string | null
  publishedVersion: number
  /** The newest change waits for the relay. */
  inOutbox: boolean
}
export interface FoundPeople {
  items: FoundPerson[]
  /** Counted up to 1,000: a word that everybody has is no reason to read everybody. */
  total: number
  /** Subscribers whose queue a person has paused. */
  pausedSubscribers: string[]
}

const maxMatches = 1000
const inputSchema = strictInput({
  tenantId: z.uuid('expected the id of an organisation (a UUID)'),
  search: searchSchema.optional(),
  userId: userIdSchema.optional(),
  limit: limitSchema(50).default(10),
}).refine(({ search, userId }) => (search === undefined) !== (userId === undefined), {
  message: 'expected either search or userId',
})

type Row = Omit<FoundPerson, 'deletedAt' | 'changedAt'> & { deletedAt: Date | null; changedAt: Date; total: number }

/** Everyone of an organisation who goes by a name, whatever their role and state, or one person by id. */
export const createFindPeople = (pool: Pool) =>
  serviceProcedure.input(inputSchema).query(async ({ input }): Promise<FoundPeople> => {
    const { tenantId, search, userId, limit } = input
    const words = searchWords(search)
    if (userId === undefined && words.length === 0) return { items: [], total: 0, pausedSubscribers: [] }
    const [people, paused] = await Promise.all([
      pool.query<Row>(buildQuery(userId === undefined ? words.length : null), [
        ...[tenantId, limit],
        ...(userId === undefined ? [words.join(' '), ...words] : [userId]),
      ]),
      pool.query<{ subscriber: string }>('SELECT subscriber FROM queue_pause ORDER BY subscriber'),
    ])
    return {
      items: people.rows.map(toPerson),
      total: people.rows[0]?.total ?? 0,
      pausedSubscribers: paused.rows.map(({ subscriber }) => subscriber),
    }
  })

// As the trigger makes `search_text`.
const plain = (value: string) => `lower(unaccent(${value}))`

/**
 * $1 tenant, $2 limit, then the id, or the whole name and its words. The trigram index finds the words anywhere in what
 * can be searched; a name is then looked at itself. Whoever is called exactly so comes first.
 */
function buildQuery(words: number | null): string {
  const clauses = ['u.tenant_id = $1']
  if (words === null) clauses.push('u.id = $3')
  for (let word = 0; word < (words ?? 0); word++) {
    clauses.push(holdsWord('u.search_text', 4 + word, plain), holdsWord(plain('u.name'), 4 + word, plain))
  }
  const exact = words === null ? '' : `(${plain('m.name')} = ${plain('$3::text')}) DESC,`
  return `WITH matches AS MATERIALIZED (
      SELECT u.id, u.name, u.last_name, u.first_name FROM "user" AS u WHERE ${clauses.join(' AND ')}
      LIMIT ${maxMatches}
    ), page AS (
      SELECT m.*, row_number() OVER (ORDER BY ${exact} m.last_name, m.first_name, m.id) AS place
      FROM matches AS m ORDER BY place LIMIT $2
    )
    SELECT u.id, u.version, u.first_name AS "firstName", u.last_name AS "lastName", u.name AS "fullName", u.role,
      u.is_active AS "isActive", u.deleted_at AS "deletedAt", u.updated_at AS "changedAt", h.hold_id AS "holdId",
      coalesce(h.version, u.version) AS "publishedVersion",
      EXISTS (SELECT FROM user_event AS e JOIN outbox AS o USING (position)
        WHERE e.user_id = u.id AND e.user_version = u.version AND NOT o.held) AS "inOutbox",
      (SELECT count(*)::int FROM matches) AS total
    FROM page JOIN "user" AS u USING (id) LEFT JOIN held_user AS h ON h.id = u.id ORDER BY page.place`
}

function toPerson({ total: _, ...row }: Row): FoundPerson {
  return { ...row, deletedAt: row.deletedAt?.toISOString() ?? null, changedAt: row.changedAt.toISOString() }
}
