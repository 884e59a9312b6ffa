import { AppError } from '@rollcall/service-kit/errors'
import { strictInput } from '@rollcall/service-kit/input'
import { permissionsOf } from '@rollcall/service-kit/permissions'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure, router } from '@rollcall/service-kit/trpc'
import { findUser } from '../users/write-user.js'

export interface Organisation {
  id: string
  name: string
  timeZone: string
}

/** Who is signed in, where, and what the console may offer. */
export const createMeRouter = (pool: Pool) =>
  router({
    get: personProcedure(null)
      .input(strictInput({}).optional())
      .query(async ({ ctx }) => {
        const { userId, tenantId } = ctx.person
        const [user, organisations] = await Promise.all([
          findUser(pool, tenantId, userId),
          pool.query<Organisation>('SELECT id, name, time_zone AS "timeZone" FROM organisation WHERE id = $1', [
            tenantId,
          ]),
        ])
        const [organisation] = organisations.rows
        if (!user || !organisation) throw new AppError('UNAUTHENTICATED', 'The session has ended. Sign in again.')
        return { user, organisation, permissions: [...permissionsOf(user.role)] }
      }),
  })
