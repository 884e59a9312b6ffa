import type { Pool } from '@rollcall/service-kit/postgres'
import { router } from '@rollcall/service-kit/trpc'
import type { Subscriber } from '@rollcall/subscriber/subscriber'
import { createSyncRouter } from '@rollcall/subscriber/sync-router'
import { createAppointmentsRouter } from './appointments/appointments-router.js'
import { createCliniciansRouter } from './clinicians/clinicians-router.js'
import type { PrismaClient } from './generated/prisma/client.js'
import { createReadVersions } from './projection/read-versions.js'
import { createUsersRouter } from './users/users-router.js'

export interface AppDependencies {
  pool: Pool
  prisma: PrismaClient
  subscriber: Subscriber
}

export const createAppRouter = ({ pool, prisma, subscriber }: AppDependencies) =>
  router({
    clinicians: createCliniciansRouter(pool),
    users: createUsersRouter(pool),
    appointments: createAppointmentsRouter({ pool, prisma }),
    sync: createSyncRouter({ subscriber, versions: createReadVersions(prisma) }),
  })
export type AppRouter = ReturnType<typeof createAppRouter>
