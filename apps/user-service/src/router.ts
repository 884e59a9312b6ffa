import type { Pool } from '@rollcall/service-kit/postgres'
import type { RunCarrier } from '@rollcall/service-kit/run-carrier'
import { router } from '@rollcall/service-kit/trpc'
import type { DirectoryClient } from '@rollcall/subscriber/directory-client'
import type { Subscriber } from '@rollcall/subscriber/subscriber'
import { createSubscriberRouter } from '@rollcall/subscriber/subscriber-router'
import { createSyncRouter } from '@rollcall/subscriber/sync-router'
import { createAppointmentsRouter } from './appointments/appointments-router.js'
import { createCliniciansRouter } from './clinicians/clinicians-router.js'
import type { PrismaClient } from './generated/prisma/client.js'
import { createUsersRouter } from './users/users-router.js'

export interface AppDependencies {
  pool: Pool
  prisma: PrismaClient
  directory: DirectoryClient
  subscriber: Subscriber
  reassignments: Pick<RunCarrier, 'wake'>
}

export const createAppRouter = ({ pool, prisma, directory, subscriber, reassignments }: AppDependencies) =>
  router({
    clinicians: createCliniciansRouter({ pool, directory, subscriber }),
    users: createUsersRouter(pool),
    appointments: createAppointmentsRouter({ pool, prisma, audit: subscriber.audit, wake: reassignments.wake }),
    sync: createSyncRouter({ subscriber }),
    subscriber: createSubscriberRouter({ subscriber }),
  })
export type AppRouter = ReturnType<typeof createAppRouter>
