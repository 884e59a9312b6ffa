import type { Queryable } from '@rollcall/service-kit/postgres'
import { searchWords } from '@rollcall/service-kit/search-words'

/** A person as this service has them, tombstones included. */
export interface KeptPerson {
  id: string
  version: number
  fullName: string
  role: string
  isActive: boolean
  deletedAt: string | null
}

type Row = Omit<KeptPerson, 'deletedAt'> & { deletedAt: Date | null }

const maxMatches = 1000
const selectFrom = (
  source: string,
) => `SELECT last_name, first_name, id, user_version AS version, btrim(first_name || ' ' || last_name) AS "fullName",
    role, is_active AS "isActive", deleted_at AS "deletedAt" FROM ${source}`
const everyoneNamed = `(SELECT * FROM directory_user WHERE tenant_id = $1
  AND plain_text(first_name || ' ' || last_name) LIKE ALL (SELECT like_part(plain_text(word)) FROM unnest($3::text[]) word))`
// Of the organisation in scope, which is the same: the function keeps the trigram index in use below the policy.
const listedNamed = `clinicians_found($3::text[], ${maxMatches})`

/**
 * People of an organisation by id and by name. By name, only those who can be listed are found through an index;
 * `everyone` reads the whole organisation, for when nobody else can be asked.
 */
export async function findKeptPeople(
  db: Queryable,
  wanted: { tenantId: string; ids: string[]; search: string | undefined; everyone: boolean; limit: number },
): Promise<KeptPerson[]> {
  const { tenantId, ids, search, everyone, limit } = wanted
  const words = searchWords(search)
  const byId = db.query<Row>(`${selectFrom('directory_user')} WHERE tenant_id = $1 AND id = ANY($2::uuid[])`, [
    tenantId,
    ids,
  ])
  if (words.length === 0) return (await byId).rows.map(toPerson)
  // Gathered first, then sorted: in the hope of matches the planner would walk an index of names to its end.
  const byName = db.query<Row>(
    `WITH matches AS MATERIALIZED (${selectFrom(`${everyone ? everyoneNamed : listedNamed} AS found`)}
       WHERE tenant_id = $1 LIMIT ${maxMatches})
     SELECT * FROM matches ORDER BY last_name, first_name, id LIMIT $2`,
    [tenantId, limit, words],
  )
  const [known, found] = await Promise.all([byId, byName])
  return [...new Map([...known.rows, ...found.rows].map((row) => [row.id, toPerson(row)])).values()]
}

function toPerson({ id, version, fullName, role, isActive, deletedAt }: Row): KeptPerson {
  return { id, version, fullName, role, isActive, deletedAt: deletedAt?.toISOString() ?? null }
}
