import { userNotFound } from '@rollcall/service-kit/errors'
import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { findUser } from './write-user.js'

export const createGetUser = (pool: Pool) =>
  personProcedure('users.read')
    .input(strictInput({ id: userIdSchema }))
    .query(async ({ ctx, input }) => {
      const user = await findUser(pool, ctx.person.tenantId, input.id)
      if (!user) throw userNotFound(input.id)
      return user
    })
