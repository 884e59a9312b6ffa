import { strictInput } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { takesAppointments } from '../appointments/appointment.js'
import { nameSql } from './reassignment.js'

/** Why somebody who has appointments takes none any more. `unknown`: gone from what is kept here. */
export type WhyLeft = 'deactivated' | 'deleted' | 'role' | 'unknown'

/** Somebody who has left, with what is still booked with them. */
export interface OrphanedClinician {
  id: string
  name: string
  role: string | null
  avatar: string | null
  why: WhyLeft
  /** Appointments to come. */
  count: number
  next: string
}
interface OrphanedRow extends Omit<OrphanedClinician, 'next'> {
  next: Date
  people: number
  appointments: number
}
export interface OrphanedClinicians {
  /** The first 100, who is needed soonest first. */
  items: OrphanedClinician[]
  total: number
  appointments: number
}

/** Clinicians who can't be booked any more and whose future appointments need somebody else. */
export const createListOrphaned = (pool: Pool) =>
  personProcedure('appointments.read')
    .input(strictInput({}).prefault({}))
    .query(async ({ ctx }): Promise<OrphanedClinicians> => {
      const { rows } = await pool.query<OrphanedRow>(orphanedSql, [ctx.person.tenantId])
      return {
        items: rows.map(({ people: _, appointments: __, next, ...row }) => ({ ...row, next: next.toISOString() })),
        total: rows[0]?.people ?? 0,
        appointments: rows[0]?.appointments ?? 0,
      }
    })

const orphanedSql = `
  WITH ahead AS (
    SELECT clinician_id AS id, count(*)::int AS count, min(starts_at) AS next FROM appointment
    WHERE tenant_id = $1 AND starts_at > now() AND cancelled_at IS NULL GROUP BY 1
  )
  SELECT ahead.*, ${nameSql('u', 'ahead.id')} AS name, u.role, u.avatar, count(*) OVER ()::int AS people,
    sum(ahead.count) OVER ()::int AS appointments,
    CASE WHEN u.id IS NULL THEN 'unknown' WHEN u.deleted_at IS NOT NULL THEN 'deleted'
      WHEN NOT u.is_active THEN 'deactivated' ELSE 'role' END AS why
  FROM ahead LEFT JOIN directory_user AS u ON u.id = ahead.id AND u.tenant_id = $1
  WHERE NOT ${takesAppointments}
  ORDER BY ahead.next, ahead.id LIMIT 100`
