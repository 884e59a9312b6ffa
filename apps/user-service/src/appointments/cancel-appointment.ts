import { AppError } from '@rollcall/service-kit/errors'
import { strictInput } from '@rollcall/service-kit/input'
import { may } from '@rollcall/service-kit/permissions'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import type { PrismaClient } from '../generated/prisma/client.js'
import {
  type Appointment,
  type AppointmentRow,
  appointmentColumns,
  appointmentSource,
  toAppointment,
} from './appointment.js'

const inputSchema = strictInput({ id: z.uuid('expected the id of an appointment (a UUID)').toLowerCase() })

/** Frees the time. Cancelling twice keeps the first moment. A clinician's own only, unless one may write them all. */
export const createCancelAppointment = ({ pool, prisma }: { pool: Pool; prisma: PrismaClient }) =>
  personProcedure('appointments.write', 'appointments.own')
    .input(inputSchema)
    .mutation(async ({ ctx, input }): Promise<Appointment> => {
      const { tenantId, userId } = ctx.person
      const ownOnly = !may(ctx.person, 'appointments.write')
      await prisma.appointment.updateMany({
        where: { id: input.id, tenantId, cancelledAt: null, ...(ownOnly && { clinicianId: userId }) },
        data: { cancelledAt: new Date() },
      })
      const { rows } = await pool.query<AppointmentRow>(
        `SELECT ${appointmentColumns} FROM ${appointmentSource}
         WHERE a.id = $1 AND a.tenant_id = $2 AND ($3::uuid IS NULL OR a.clinician_id = $3)`,
        [input.id, tenantId, ownOnly ? userId : null],
      )
      const [row] = rows
      if (!row) throw new AppError('NOT_FOUND', `Appointment with ID ${input.id} not found`)
      return toAppointment(row)
    })
