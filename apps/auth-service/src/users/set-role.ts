import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { keepingAnAdmin, refuseOwnAccount } from './keep-an-admin.js'
import { expectedVersionSchema, roleSchema } from './user-input.js'
import { inAuthoredTransaction, writeUser } from './write-user.js'

export const createSetRole = (pool: Pool) =>
  personProcedure('users.write')
    .input(strictInput({ id: userIdSchema, role: roleSchema, expectedVersion: expectedVersionSchema.optional() }))
    .mutation(({ ctx, input }) => {
      const { id, role, expectedVersion } = input
      if (role !== 'admin') refuseOwnAccount(ctx, id, 'demote')
      return inAuthoredTransaction(pool, ctx, (client) =>
        keepingAnAdmin(client, ctx.person.tenantId, () =>
          writeUser(client, ctx.person.tenantId, { id, expectedVersion, values: new Map([['role', role]]) }),
        ),
      )
    })
