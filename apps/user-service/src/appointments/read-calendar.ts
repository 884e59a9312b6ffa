import { clinicalRoles } from '@rollcall/events/roles'
import { createCursor, cursorInput, keyText } from '@rollcall/service-kit/cursor'
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

const hourMs = 3_600_000
// A day of 25 hours, with room for a day of another zone; a week for one.
const longestMs = { everyone: 26 * hourMs, one: 8 * 24 * hourMs }

const inputSchema = strictInput({
  from: instantSchema,
  to: instantSchema,
  clinicianId: userIdSchema.optional(),
  /** `booked`: only those who have something then. */
  who: choiceSchema(['all', 'booked']).default('all'),
  limit: limitSchema(20).default(8),
  cursor: cursorInput,
})
const cursors = createCursor(z.tuple([keyText, keyText, z.uuid()]))

/** A column of the calendar. */
export interface CalendarClinician {
  id: string
  fullName: string
  role: string | null
  avatar: string | null
  ministere: string | null
  /** False for somebody who has left: what is theirs still stands there. */
  bookable: boolean
}
export interface Calendar {
  clinicians: CalendarClinician[]
  /** What these clinicians have between `from` and `to`, also what began before; nothing that is cancelled. */
  items: Appointment[]
  nextCursor: string | null
  /** Clinicians on all pages. */
  total: number
}
interface ClinicianRow extends CalendarClinician {
  firstName: string
  lastName: string
}

/** What is booked in a day of several clinicians, who are paged by name, or in up to eight days of one. */
export const createReadCalendar = (pool: Pool) =>
  personProcedure('appointments.read', 'appointments.own')
    .input(inputSchema)
    .query(async ({ ctx, input }): Promise<Calendar> => {
      const { from, to, who, limit, cursor } = input
      refuseLong(input)
      const { tenantId, userId } = ctx.person
      const own = may(ctx.person, 'appointments.read') ? null : userId
      const period = [tenantId, new Date(from), new Date(to)]
      const only = [input.clinicianId, own].filter((id) => id !== undefined && id !== null)
      const [afterLast = null, afterFirst = null, afterId = null] = cursor ? cursors.decode(cursor) : []
      const { rows } = await pool.query<ClinicianRow & { total: number; id: string | null }>(cliniciansSql, [
        ...[...period, only, who === 'all', limit + 1],
        ...[afterLast, afterFirst, afterId],
      ])
      const found = rows.filter((row) => row.id !== null)
      const page = found.slice(0, limit)
      const last = found.length > limit ? page.at(-1) : undefined
      const booked = await pool.query<AppointmentRow>(
        `SELECT ${appointmentColumns} FROM ${appointmentSource}
         WHERE ${inPeriod('a')} AND a.clinician_id = ANY($4::uuid[]) ORDER BY a.starts_at, a.id`,
        [...period, page.map(({ id }) => id)],
      )
      return {
        clinicians: page.map(toClinician),
        items: booked.rows.map(toAppointment),
        nextCursor: last ? cursors.encode([last.lastName, last.firstName, last.id]) : null,
        total: rows[0]?.total ?? 0,
      }
    })

function refuseLong({ from, to, clinicianId }: z.infer<typeof inputSchema>): void {
  const lengthMs = Date.parse(to) - Date.parse(from)
  if (lengthMs > 0 && lengthMs <= longestMs[clinicianId ? 'one' : 'everyone']) return
  const message = 'expected a time after `from`: at most 26 hours, or 8 days with a clinicianId'
  throw new AppError('BAD_INPUT', `to: ${message}.`, { fields: [{ path: 'to', message }] })
}

/** $1 tenant, $2 from, $3 to. No appointment is longer than eight hours. */
const inPeriod = (table: string) =>
  `${table}.tenant_id = $1 AND ${table}.starts_at > $2::timestamptz - interval '8 hours' AND ${table}.starts_at < $3
   AND ${table}.ends_at > $2 AND ${table}.cancelled_at IS NULL`
const roleList = clinicalRoles.map((role) => `'${role}'`).join(', ')

/** $4 the only ones (none: no bound), $5 whether those without appointments count, $6 limit, $7 to $9 the cursor. */
const cliniciansSql = `
  WITH ids AS (
    SELECT clinician_id AS id FROM appointment AS a WHERE ${inPeriod('a')}
    UNION
    SELECT id FROM directory_user
    WHERE $5 AND tenant_id = $1 AND is_active AND deleted_at IS NULL AND role IN (${roleList})
  ), matches AS (
    SELECT ids.id, coalesce(u.first_name, '') AS "firstName", coalesce(u.last_name, '') AS "lastName", u.role, u.avatar,
      u.ministere, ${takesAppointments} AS bookable
    FROM ids LEFT JOIN directory_user AS u ON u.id = ids.id AND u.tenant_id = $1
    WHERE cardinality($4::uuid[]) = 0 OR ids.id = ALL($4)
  ), page AS (
    SELECT * FROM matches
    WHERE $9::uuid IS NULL OR ("lastName", "firstName", id) > ($7::text, $8::text, $9::uuid)
    ORDER BY "lastName", "firstName", id LIMIT $6
  )
  SELECT counted.total, page.* FROM (SELECT count(*)::int AS total FROM matches) AS counted LEFT JOIN page ON true
  ORDER BY "lastName", "firstName", id`

function toClinician({ id, firstName, lastName, role, avatar, ministere, bookable }: ClinicianRow): CalendarClinician {
  return { id, fullName: `${firstName} ${lastName}`.trim() || id, role, avatar, ministere, bookable }
}
