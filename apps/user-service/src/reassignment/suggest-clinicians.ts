import { createCursor, cursorInput } from '@rollcall/service-kit/cursor'
import { limitSchema, strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import {
  type Appointment,
  type AppointmentRow,
  appointmentColumns,
  appointmentSource,
  toAppointment,
} from '../appointments/appointment.js'
import { freeCliniciansSql } from './free-clinicians.js'

const inputSchema = strictInput({ clinicianId: userIdSchema, limit: limitSchema(50).default(20), cursor: cursorInput })
const cursors = createCursor(z.tuple([z.iso.datetime(), z.uuid()]))
const suggestedPeople = '3'

export interface SuggestedClinician {
  id: string
  fullName: string
  role: string
  avatar: string | null
  ministere: string | null
  sameUnit: boolean
  /** Appointments half a day before and after. */
  booked: number
}
export interface Suggestion {
  appointment: Appointment
  /** Who is free then, the best first. */
  clinicians: SuggestedClinician[]
}
export interface SuggestionPage {
  items: Suggestion[]
  nextCursor: string | null
  total: number
}

/** A clinician's future appointments, each with up to three who are free then. */
export const createSuggestClinicians = (pool: Pool) =>
  personProcedure('appointments.write')
    .input(inputSchema)
    .query(async ({ ctx, input }): Promise<SuggestionPage> => {
      const [afterTime, afterId] = input.cursor ? cursors.decode(input.cursor) : []
      const { rows } = await pool.query<
        AppointmentRow & { total: number; id: string | null; free: SuggestedClinician[] }
      >(suggestSql, [
        ...[ctx.person.tenantId, input.clinicianId, input.limit + 1],
        ...[afterTime ? new Date(afterTime) : null, afterId ?? null],
      ])
      const found = rows.filter((row) => row.id !== null)
      const items = found
        .slice(0, input.limit)
        .map((row) => ({ appointment: toAppointment(row), clinicians: row.free ?? [] }))
      const last = found.length > input.limit ? items.at(-1)?.appointment : undefined
      return {
        items,
        nextCursor: last ? cursors.encode([last.startsAt, last.id]) : null,
        total: rows[0]?.total ?? 0,
      }
    })

const suggestSql = `
  WITH matches AS NOT MATERIALIZED (
    SELECT id, starts_at FROM appointment
    WHERE tenant_id = $1 AND clinician_id = $2 AND starts_at > now() AND cancelled_at IS NULL
  ), page AS (
    SELECT id FROM matches WHERE $4::timestamptz IS NULL OR (starts_at, id) > ($4, $5::uuid)
    ORDER BY starts_at, id LIMIT $3
  )
  SELECT counted.total, ${appointmentColumns}, (
    SELECT json_agg(json_build_object('id', free.id, 'fullName', btrim(free.first_name || ' ' || free.last_name),
      'role', free.role, 'avatar', free.avatar, 'ministere', free.ministere, 'sameUnit', free.same_unit,
      'booked', free.booked))
    FROM (${freeCliniciansSql(suggestedPeople)}) AS free
  ) AS free
  FROM (SELECT count(*)::int AS total FROM matches) AS counted
  LEFT JOIN (page JOIN (${appointmentSource}) ON a.id = page.id) ON true
  ORDER BY a.starts_at, a.id`
