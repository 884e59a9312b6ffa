import { AppError } from '@rollcall/service-kit/errors'
import { strictInput } from '@rollcall/service-kit/input'
import { may } from '@rollcall/service-kit/permissions'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'

interface Named {
  id: string
  name: string
}
/** One time that an appointment went from a clinician to another; `takenBack`: it then came back. */
export interface AppointmentMove {
  from: Named
  to: Named
  by: Named
  at: string
  runId: string
  takenBack: boolean
}
interface MoveRow {
  fromId: string
  fromName: string
  toId: string
  toName: string
  byId: string
  byName: string
  at: Date
  runId: string
  takenBack: boolean
}

const inputSchema = strictInput({ id: z.uuid('expected the id of an appointment (a UUID)').toLowerCase() })
const nameOf = (table: string, id: string) =>
  `coalesce(nullif(btrim(${table}.first_name || ' ' || ${table}.last_name), ''), ${id}::text)`

/** From whom an appointment went to whom, when, and who had it so; the oldest first. */
export const createAppointmentHistory = (pool: Pool) =>
  personProcedure('appointments.read', 'appointments.own')
    .input(inputSchema)
    .query(async ({ ctx, input }): Promise<{ items: AppointmentMove[] }> => {
      const { tenantId, userId } = ctx.person
      const own = may(ctx.person, 'appointments.read') ? null : userId
      const { rowCount } = await pool.query(
        'SELECT FROM appointment WHERE id = $1 AND tenant_id = $2 AND ($3::uuid IS NULL OR clinician_id = $3)',
        [input.id, tenantId, own],
      )
      if (!rowCount) throw new AppError('NOT_FOUND', `Appointment with ID ${input.id} not found`)
      const { rows } = await pool.query<MoveRow>(movesSql, [input.id, tenantId])
      return { items: rows.map(toMove) }
    })

const movesSql = `
  SELECT s.from_id AS "fromId", ${nameOf('f', 's.from_id')} AS "fromName", s.to_id AS "toId",
    ${nameOf('t', 's.to_id')} AS "toName", r.started_by AS "byId", ${nameOf('b', 'r.started_by')} AS "byName",
    s.changed_at AS at, s.run_id AS "runId", s.state = 'taken_back' AS "takenBack"
  FROM reassignment_step AS s JOIN reassignment_run AS r ON r.id = s.run_id
  LEFT JOIN directory_user AS f ON f.id = s.from_id AND f.tenant_id = s.tenant_id
  LEFT JOIN directory_user AS t ON t.id = s.to_id AND t.tenant_id = s.tenant_id
  LEFT JOIN directory_user AS b ON b.id = r.started_by AND b.tenant_id = s.tenant_id
  WHERE s.appointment_id = $1 AND s.tenant_id = $2 AND s.state IN ('moved', 'taken_back', 'kept')
  ORDER BY s.changed_at, s.run_id`

const toMove = (row: MoveRow): AppointmentMove => ({
  from: { id: row.fromId, name: row.fromName },
  to: { id: row.toId, name: row.toName },
  by: { id: row.byId, name: row.byName },
  at: row.at.toISOString(),
  runId: row.runId,
  takenBack: row.takenBack,
})
