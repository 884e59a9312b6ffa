import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { serviceProcedure } from '@rollcall/service-kit/trpc'
import { findActiveUser } from '../sign-in/active-user.js'

/** Whether a session still stands, for services that were shown a token of it. */
export const createReadStanding = (pool: Pool) =>
  serviceProcedure
    .input(strictInput({ userId: userIdSchema, sessionId: userIdSchema }))
    .query(async ({ input }) => (await findActiveUser(pool, input.userId, input.sessionId)) ?? null)
