import { AppError } from '@rollcall/service-kit/errors'
import { instantSchema, strictInput, userIdSchema } from '@rollcall/service-kit/input'
import { may } from '@rollcall/service-kit/permissions'
import { inTransaction, type Pool, type Queryable } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { v7 as uuidV7 } from 'uuid'
import { z } from 'zod'
import {
  type Appointment,
  type AppointmentRow,
  appointmentColumns,
  appointmentSource,
  toAppointment,
} from './appointment.js'
import { lockBookableClinician } from './bookable-clinician.js'
import { lockCalendar } from './lock-calendar.js'
import { isOverlap } from './overlap.js'
import { formatLocal, formatPeriod, timeZoneSchema } from './time-zone.js'

const durationMessage = 'expected whole minutes, 5 to 480'
/** One line of text: a line break could pretend to be a second entry. */
const line = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1, `expected 1 to ${maxLength} characters`)
    .max(maxLength, `expected 1 to ${maxLength} characters`)
    .refine((text) => !/\p{Cc}/u.test(text), 'expected no line breaks or control characters')

const inputSchema = strictInput({
  clinicianId: userIdSchema,
  patientName: line(200),
  reason: line(500),
  startsAt: instantSchema,
  durationMinutes: z.int(durationMessage).min(5, durationMessage).max(480, durationMessage),
  timeZone: timeZoneSchema,
})

interface Booking {
  id: string
  tenantId: string
  clinicianId: string
  patientName: string
  reason: string
  startsAt: Date
  endsAt: Date
  timeZone: string
  createdBy: string
}

export const createCreateAppointment = (pool: Pool) =>
  personProcedure('appointments.write', 'appointments.own')
    .input(inputSchema)
    .mutation(async ({ ctx, input }): Promise<Appointment> => {
      const { durationMinutes, ...rest } = input
      // Before anyone is looked up: every other id is refused alike.
      if (!may(ctx.person, 'appointments.write') && input.clinicianId !== ctx.person.userId) {
        throw new AppError('FORBIDDEN', 'You may book appointments of your own only. Ask the reception for others.')
      }
      const startsAt = new Date(input.startsAt)
      refusePast(startsAt, input.timeZone)
      const endsAt = new Date(startsAt.getTime() + durationMinutes * 60_000)
      const { tenantId, userId: createdBy } = ctx.person
      return book(pool, { ...rest, id: uuidV7(), tenantId, createdBy, startsAt, endsAt })
    })

function refusePast(startsAt: Date, timeZone: string): void {
  if (startsAt.getTime() > Date.now()) return
  const message = `${formatLocal(startsAt, timeZone)} (${timeZone}) is in the past; choose a later time`
  throw new AppError('BAD_INPUT', `startsAt: ${message}.`, { fields: [{ path: 'startsAt', message }] })
}

async function book(pool: Pool, booking: Booking): Promise<Appointment> {
  try {
    return await inTransaction(pool, async (client) => {
      await lockCalendar(client, booking.clinicianId)
      await lockBookableClinician(client, booking.tenantId, booking.clinicianId)
      await insert(client, booking)
      const { rows } = await client.query<AppointmentRow>(
        `SELECT ${appointmentColumns} FROM ${appointmentSource} WHERE a.id = $1`,
        [booking.id],
      )
      const [row] = rows
      if (!row) throw new AppError('INTERNAL', 'The appointment was not kept.')
      return toAppointment(row)
    })
  } catch (error) {
    if (isOverlap(error)) throw await describeOverlap(pool, booking, error)
    throw error
  }
}

async function insert(db: Queryable, booking: Booking): Promise<void> {
  await db.query(
    `INSERT INTO appointment
       (id, tenant_id, clinician_id, patient_name, reason, starts_at, ends_at, time_zone, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      booking.id,
      booking.tenantId,
      booking.clinicianId,
      booking.patientName,
      booking.reason,
      booking.startsAt,
      booking.endsAt,
      booking.timeZone,
      booking.createdBy,
    ],
  )
}

/** Says who is taken and when, in the zone of the one who asks; never whose appointment it is. */
async function describeOverlap(db: Queryable, booking: Booking, cause: unknown): Promise<AppError> {
  const { rows } = await db.query<AppointmentRow>(
    `SELECT ${appointmentColumns} FROM ${appointmentSource}
     WHERE a.clinician_id = $1 AND a.tenant_id = $2 AND a.cancelled_at IS NULL
       AND tstzrange(a.starts_at, a.ends_at) && tstzrange($3, $4)
     ORDER BY a.starts_at LIMIT 1`,
    [booking.clinicianId, booking.tenantId, booking.startsAt, booking.endsAt],
  )
  const [taken] = rows
  const message = taken
    ? `${taken.clinicianName} already has an appointment on ${formatPeriod(taken.startsAt, taken.endsAt, booking.timeZone)}. Choose another time.`
    : 'This time was taken a moment ago. Try again.'
  return new AppError('CONFLICT', message, { cause, fields: [{ path: 'startsAt', message }] })
}
