import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import { permissionsOf } from '@rollcall/service-kit/permissions'
import type { Pool } from '@rollcall/service-kit/postgres'
import { sessionEnded } from '@rollcall/service-kit/tokens'
import { personProcedure, router } from '@rollcall/service-kit/trpc'
import { findOrganisation } from '../organisation/organisation.js'
import { findUser } from '../users/write-user.js'
import { endSession, endSessions, listSessions } from './sessions.js'

const nothing = strictInput({}).optional()

/** Who is signed in, where, and what the console may offer; and the person's own sessions. */
export const createMeRouter = (pool: Pool, system: Pool) =>
  router({
    get: personProcedure(null)
      .input(nothing)
      .query(async ({ ctx }) => {
        const { userId, tenantId } = ctx.person
        const [user, organisation, hasTwoFactor] = await Promise.all([
          findUser(pool, tenantId, userId),
          findOrganisation(pool, tenantId),
          readTwoFactor(pool, userId),
        ])
        if (!user) throw sessionEnded()
        const required = organisation.requireTwoFactor && user.role === 'admin'
        return {
          ...{ user, organisation, permissions: [...permissionsOf(user.role, ctx.person)] },
          twoFactor: { enabled: hasTwoFactor, required },
        }
      }),
    sessions: personProcedure(null)
      .input(nothing)
      .query(({ ctx }) => listSessions(system, ctx.person)),
    endSession: personProcedure(null)
      .input(strictInput({ id: userIdSchema }))
      .mutation(({ ctx, input }) => endSession(system, ctx, input.id)),
    endSessions: personProcedure(null)
      .input(nothing)
      .mutation(({ ctx }) => endSessions(system, ctx)),
  })

async function readTwoFactor(pool: Pool, userId: string): Promise<boolean> {
  const { rows } = await pool.query<{ enabled: boolean }>(
    'SELECT two_factor_enabled AS enabled FROM "user" WHERE id = $1',
    [userId],
  )
  return rows[0]?.enabled ?? false
}
