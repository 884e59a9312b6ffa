import { clinicalRoles } from '@rollcall/events/roles'
import type { Queryable } from '@rollcall/service-kit/postgres'

const roleList = clinicalRoles.map((role) => `'${role}'`).join(', ')

/**
 * SQL: who is free for the appointment `a`, the best first: of its clinician's role (any, when they have none any more),
 * of the same unit, then whoever has the least to do around that time. No appointment is longer than eight hours.
 */
export const freeCliniciansSql = (limit: string) => `
  SELECT u.id, u.first_name, u.last_name, u.role, u.avatar, u.ministere, coalesce(near.booked, 0) AS booked,
    coalesce(u.ministere = gone.ministere, false) AS same_unit
  FROM directory_user AS u
  LEFT JOIN directory_user AS gone ON gone.id = a.clinician_id AND gone.tenant_id = a.tenant_id
  LEFT JOIN (
    SELECT x.clinician_id, count(*)::int AS booked,
      bool_or(x.starts_at < a.ends_at AND x.ends_at > a.starts_at) AS taken
    FROM appointment AS x
    WHERE x.tenant_id = a.tenant_id AND x.cancelled_at IS NULL
      AND x.starts_at > a.starts_at - interval '12 hours' AND x.starts_at < a.starts_at + interval '12 hours'
    GROUP BY 1
  ) AS near ON near.clinician_id = u.id
  WHERE u.tenant_id = a.tenant_id AND u.is_active AND u.deleted_at IS NULL AND u.role IN (${roleList})
    AND (u.role = gone.role OR gone.role IS NULL OR gone.role NOT IN (${roleList}))
    AND u.id <> a.clinician_id AND NOT coalesce(near.taken, false)
  ORDER BY same_unit DESC, booked, u.last_name, u.first_name, u.id LIMIT ${limit}`

/** The one whom an appointment is best given to; undefined when nobody is free. */
export async function findFreeClinician(db: Queryable, appointmentId: string): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT free.id FROM appointment AS a CROSS JOIN LATERAL (${freeCliniciansSql('1')}) AS free WHERE a.id = $1`,
    [appointmentId],
  )
  return rows[0]?.id
}
