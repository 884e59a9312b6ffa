import { AppError } from '@rollcall/service-kit/errors'
import { strictInput } from '@rollcall/service-kit/input'
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

/** Frees the time. Cancelling twice keeps the first moment. */
export const createCancelAppointment = ({ pool, prisma }: { pool: Pool; prisma: PrismaClient }) =>
  personProcedure('appointments.write')
    .input(inputSchema)
    .mutation(async ({ ctx, input }): Promise<Appointment> => {
      const { tenantId } = ctx.person
      await prisma.appointment.updateMany({
        where: { id: input.id, tenantId, cancelledAt: null },
        data: { cancelledAt: new Date() },
      })
      const { rows } = await pool.query<AppointmentRow>(
        `SELECT ${appointmentColumns} FROM ${appointmentSource} WHERE a.id = $1 AND a.tenant_id = $2`,
        [input.id, tenantId],
      )
      const [row] = rows
      if (!row) throw new AppError('NOT_FOUND', `Appointment with ID ${input.id} not found`)
      return toAppointment(row)
    })
