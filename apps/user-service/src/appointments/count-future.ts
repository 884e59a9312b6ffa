import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'

export interface FutureAppointments {
  count: number
  /** When the first of them begins. */
  next: string | null
}

/** What a clinician still has before them: what needs somebody else when they leave. */
export const createCountFuture = (pool: Pool) =>
  personProcedure('appointments.read')
    .input(strictInput({ clinicianId: userIdSchema }))
    .query(async ({ ctx, input }): Promise<FutureAppointments> => {
      const { rows } = await pool.query<{ count: number; next: Date | null }>(
        `SELECT count(*)::int AS count, min(starts_at) AS next FROM appointment
         WHERE tenant_id = $1 AND clinician_id = $2 AND starts_at > now() AND cancelled_at IS NULL`,
        [ctx.person.tenantId, input.clinicianId],
      )
      return { count: rows[0]?.count ?? 0, next: rows[0]?.next?.toISOString() ?? null }
    })
