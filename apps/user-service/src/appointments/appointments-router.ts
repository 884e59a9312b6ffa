import { router } from '@rollcall/service-kit/trpc'
import type { PrismaClient } from '../generated/prisma/client.js'
import type { ReassignDependencies } from '../reassignment/reassign-appointments.js'
import { createReassignmentProcedures } from '../reassignment/reassignment-procedures.js'
import { createAppointmentHistory } from './appointment-history.js'
import { createCancelAppointment } from './cancel-appointment.js'
import { createCountFuture } from './count-future.js'
import { createCreateAppointment } from './create-appointment.js'
import { createListAppointments } from './list-appointments.js'
import { createReadCalendar } from './read-calendar.js'

export const createAppointmentsRouter = (deps: ReassignDependencies & { prisma: PrismaClient }) =>
  router({
    create: createCreateAppointment(deps.pool),
    list: createListAppointments(deps.pool),
    cancel: createCancelAppointment(deps),
    calendar: createReadCalendar(deps.pool),
    count: createCountFuture(deps.pool),
    history: createAppointmentHistory(deps.pool),
    ...createReassignmentProcedures(deps),
  })
