import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { refuseErased } from '../erasure/erase-user.js'
import { expectedVersionSchema } from './user-input.js'
import { inAuthoredTransaction, writeUser } from './write-user.js'

export const createRestoreUser = (pool: Pool) =>
  personProcedure('users.write')
    .input(strictInput({ id: userIdSchema, expectedVersion: expectedVersionSchema.optional() }))
    .mutation(({ ctx, input }) =>
      inAuthoredTransaction(pool, ctx, async (client) => {
        await refuseErased(client, ctx.person.tenantId, input.id)
        const values = new Map([['deleted_at', null]] as const)
        return writeUser(client, ctx.person.tenantId, { ...input, values, from: 'deleted' })
      }),
    )
