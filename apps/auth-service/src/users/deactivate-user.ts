import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { keepingAnAdmin, refuseOwnAccount } from './keep-an-admin.js'
import { expectedVersionSchema } from './user-input.js'
import { inAuthoredTransaction, writeUser } from './write-user.js'

/** Takes a user's access away at once: a trigger ends the sessions in the same transaction. */
export const createDeactivateUser = (pool: Pool) =>
  personProcedure('users.write')
    .input(strictInput({ id: userIdSchema, expectedVersion: expectedVersionSchema.optional() }))
    .mutation(({ ctx, input }) => {
      refuseOwnAccount(ctx, input.id, 'deactivate')
      return inAuthoredTransaction(pool, ctx, (client) =>
        keepingAnAdmin(client, ctx.person.tenantId, () =>
          writeUser(client, ctx.person.tenantId, { ...input, values: new Map([['is_active', false]]) }),
        ),
      )
    })
