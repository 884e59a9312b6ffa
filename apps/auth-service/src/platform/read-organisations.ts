import type { Queryable } from '@rollcall/service-kit/postgres'

/** An organisation in numbers. */
export interface OrganisationFigures {
  id: string
  name: string
  timeZone: string
  createdAt: Date
  isPlatform: boolean
  people: number
  active: number
  /** Active ones. */
  administrators: number
  /** Changes that the bus has not accepted yet. */
  outbox: number
  /** People whose removal the brake holds. */
  held: number
  /** Sum of everyone's version as services may know it: how many writes there have been to tell them of. */
  versions: number
}

// Each table is read once and grouped: what it costs rises with the installation, not with its organisations.
const figuresSql = `
  SELECT o.id, o.name, o.time_zone AS "timeZone", o.created_at AS "createdAt", o.is_platform AS "isPlatform",
    coalesce(u.people, 0) AS people, coalesce(u.active, 0) AS active, coalesce(u.administrators, 0) AS administrators,
    coalesce(w.waiting, 0) AS outbox, coalesce(h.people, 0) AS held,
    coalesce(u.versions, 0) + coalesce(h.versions, 0) AS versions
  FROM organisation AS o
  LEFT JOIN (
    SELECT tenant_id, count(*) FILTER (WHERE deleted_at IS NULL)::int AS people,
      count(*) FILTER (WHERE deleted_at IS NULL AND is_active)::int AS active,
      count(*) FILTER (WHERE deleted_at IS NULL AND is_active AND role = 'admin')::int AS administrators,
      sum(version)::float8 AS versions
    FROM "user" GROUP BY tenant_id
  ) AS u ON u.tenant_id = o.id
  LEFT JOIN (
    SELECT e.tenant_id, count(*)::int AS waiting FROM outbox JOIN user_event AS e USING (position)
    WHERE NOT outbox.held GROUP BY e.tenant_id
  ) AS w ON w.tenant_id = o.id
  LEFT JOIN (
    SELECT held.tenant_id, count(*)::int AS people, sum(held.version - u.version)::float8 AS versions
    FROM held_user AS held JOIN "user" AS u USING (id) GROUP BY held.tenant_id
  ) AS h ON h.tenant_id = o.id
  ORDER BY o.created_at, o.id`

/** Every organisation of the installation, the oldest first. */
export async function readOrganisations(db: Queryable): Promise<OrganisationFigures[]> {
  return (await db.query<OrganisationFigures>(figuresSql)).rows
}
