import { createCursor, cursorInput } from '@rollcall/service-kit/cursor'
import { AppError } from '@rollcall/service-kit/errors'
import { choiceSchema, instantSchema, limitSchema, strictInput, userIdSchema } from '@rollcall/service-kit/input'
import { may } from '@rollcall/service-kit/permissions'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import {
  type Appointment,
  type AppointmentRow,
  appointmentColumns,
  appointmentSource,
  takesAppointments,
  toAppointment,
} from './appointment.js'

const inputSchema = strictInput({
  clinicianId: userIdSchema.optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  /** Only those whose clinician has left. */
  orphaned: z.boolean().default(false),
  limit: limitSchema(200).default(50),
  cursor: cursorInput,
  order: choiceSchema(['asc', 'desc']).default('asc'),
})
const cursors = createCursor(z.tuple([z.iso.datetime(), z.uuid()]))

export interface AppointmentPage {
  items: Appointment[]
  nextCursor: string | null
  total: number
}

/**
 * Appointments that start at or after `from` and before `to`, cancelled ones included, by time. Clinicians have their own
 * alone: another's are answered as those of somebody who has none.
 */
export const createListAppointments = (pool: Pool) =>
  personProcedure('appointments.read', 'appointments.own')
    .input(inputSchema.prefault({}))
    .query(async ({ ctx, input }): Promise<AppointmentPage> => {
      const { clinicianId, from, to, limit, cursor, order, orphaned } = input
      refuseBackwards(from, to)
      const [afterTime, afterId] = cursor ? cursors.decode(cursor) : []
      const { rows } = await pool.query<AppointmentRow & { total: number; id: string | null }>(sqlOf[order], [
        ctx.person.tenantId,
        clinicianId ?? null,
        may(ctx.person, 'appointments.read') ? null : ctx.person.userId,
        // As dates: PostgreSQL has no year 0, which ISO 8601 has.
        from ? new Date(from) : null,
        to ? new Date(to) : null,
        limit + 1,
        afterTime ? new Date(afterTime) : null,
        afterId ?? null,
        orphaned,
      ])
      const found = rows.filter((row) => row.id !== null)
      const items = found.slice(0, limit).map(toAppointment)
      const last = found.length > limit ? items.at(-1) : undefined
      return {
        items,
        nextCursor: last ? cursors.encode([last.startsAt, last.id]) : null,
        total: rows[0]?.total ?? 0,
      }
    })

function refuseBackwards(from: string | undefined, to: string | undefined): void {
  if (from === undefined || to === undefined || Date.parse(from) <= Date.parse(to)) return
  const message = 'expected a time that is not before `from`'
  throw new AppError('BAD_INPUT', `to: ${message}.`, { fields: [{ path: 'to', message }] })
}

const buildQuery = (beyond: '>' | '<', direction: 'ASC' | 'DESC') => `
  WITH matches AS NOT MATERIALIZED (
    SELECT id, starts_at FROM appointment
    WHERE tenant_id = $1 AND ($2::uuid IS NULL OR clinician_id = $2)
      AND ($3::uuid IS NULL OR clinician_id = $3)
      AND ($4::timestamptz IS NULL OR starts_at >= $4) AND ($5::timestamptz IS NULL OR starts_at < $5)
      AND (NOT $9 OR cancelled_at IS NULL AND NOT EXISTS (
        SELECT FROM directory_user AS u
        WHERE u.id = appointment.clinician_id AND u.tenant_id = $1 AND ${takesAppointments}))
  ), page AS (
    SELECT id FROM matches WHERE $7::timestamptz IS NULL OR (starts_at, id) ${beyond} ($7, $8::uuid)
    ORDER BY starts_at ${direction}, id ${direction} LIMIT $6
  )
  SELECT counted.total, ${appointmentColumns}
  FROM (SELECT count(*)::int AS total FROM matches) AS counted
  LEFT JOIN (page JOIN (${appointmentSource}) ON a.id = page.id) ON true
  ORDER BY a.starts_at ${direction}, a.id ${direction}`

const sqlOf = { asc: buildQuery('>', 'ASC'), desc: buildQuery('<', 'DESC') }
