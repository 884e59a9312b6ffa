import type { UserEvent } from '@rollcall/events/user-event'

/** Who did something. `name` is null for who isn't a person of the organisation. */
export interface Actor {
  id: string
  kind: UserEvent['actor']['kind']
  name: string | null
}

// In the database's own words: whoever writes by SQL may name any actor, and a cast would fail on it.
const uuidPattern = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'

/**
 * SQL: joins the person, as `alias`, whom two expressions name as actor. Another organisation's person isn't found. The
 * id is made apart (OFFSET 0): a cast is nothing that PostgreSQL looks up by an index below a row-level policy.
 */
export const joinActor = (alias: string, { kind, id, tenant }: { kind: string; id: string; tenant: string }) =>
  `LEFT JOIN LATERAL (
     SELECT CASE WHEN ${kind} = 'user' AND ${id} ~ '${uuidPattern}' THEN ${id}::uuid END AS id OFFSET 0
   ) AS ${alias}_actor ON true
   LEFT JOIN "user" AS ${alias} ON ${alias}.tenant_id = ${tenant} AND ${alias}.id = ${alias}_actor.id`
