import type { Pool } from '@rollcall/service-kit/postgres'
import { router } from '@rollcall/service-kit/trpc'
import type { PrismaClient } from '../generated/prisma/client.js'
import { createCancelAppointment } from './cancel-appointment.js'
import { createCreateAppointment } from './create-appointment.js'
import { createListAppointments } from './list-appointments.js'

export const createAppointmentsRouter = (deps: { pool: Pool; prisma: PrismaClient }) =>
  router({
    create: createCreateAppointment(deps.pool),
    list: createListAppointments(deps.pool),
    cancel: createCancelAppointment(deps),
  })
