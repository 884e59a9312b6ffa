import { clinicalRoles } from '@rollcall/events/roles'
import type { Queryable } from '@rollcall/service-kit/postgres'
import { holdsWord, searchWords } from '@rollcall/service-kit/search-words'

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
const selectSql = `SELECT last_name, first_name, id, user_version AS version, btrim(first_name || ' ' || last_name) AS "fullName",
    role, is_active AS "isActive", deleted_at AS "deletedAt" FROM directory_user`
// As the migration's indexes have it.
const plain = (value: string) => `plain_text(${value})`
// To the letter the predicate of directory_user_clinician_search_idx, or the index is not used.
const canBeListed = `is_active AND deleted_at IS NULL AND role IN (${clinicalRoles.map((role) => `'${role}'`).join(', ')})`

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
  const byId = db.query<Row>(`${selectSql} WHERE tenant_id = $1 AND id = ANY($2::uuid[])`, [tenantId, ids])
  if (words.length === 0) return (await byId).rows.map(toPerson)
  const named = words.map((_, word) => holdsWord(`plain_text(first_name || ' ' || last_name)`, 3 + word, plain))
  // Gathered first, then sorted: in the hope of matches the planner would walk an index of names to its end.
  const byName = db.query<Row>(
    `WITH matches AS MATERIALIZED (${selectSql}
       WHERE tenant_id = $1 AND ${everyone ? 'true' : canBeListed} AND ${named.join(' AND ')} LIMIT ${maxMatches})
     SELECT * FROM matches ORDER BY last_name, first_name, id LIMIT $2`,
    [tenantId, limit, ...words],
  )
  const [known, found] = await Promise.all([byId, byName])
  return [...new Map([...known.rows, ...found.rows].map((row) => [row.id, toPerson(row)])).values()]
}

function toPerson({ id, version, fullName, role, isActive, deletedAt }: Row): KeptPerson {
  return { id, version, fullName, role, isActive, deletedAt: deletedAt?.toISOString() ?? null }
}
