import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { keepingAnAdmin, refuseOwnAccount } from './keep-an-admin.js'
import { expectedVersionSchema } from './user-input.js'
import { inAuthoredTransaction, writeUser } from './write-user.js'

/** A soft delete: the user stays as a tombstone and can be restored. */
export const createRemoveUser = (pool: Pool) =>
  personProcedure('users.write')
    .input(strictInput({ id: userIdSchema, expectedVersion: expectedVersionSchema.optional() }))
    .mutation(({ ctx, input }) => {
      refuseOwnAccount(ctx, input.id, 'delete')
      return inAuthoredTransaction(pool, ctx, (client) =>
        keepingAnAdmin(client, ctx.person.tenantId, () =>
          writeUser(client, ctx.person.tenantId, { ...input, values: new Map([['deleted_at', new Date()]]) }),
        ),
      )
    })
