import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { keepingAnAdmin, refuseOwnAccount } from './keep-an-admin.js'
import { expectedVersionSchema, type UserChanges, userChangesSchema } from './user-input.js'
import { inAuthoredTransaction, type WritableColumn, writeUser } from './write-user.js'

const columnOf: Record<keyof UserChanges, WritableColumn> = {
  email: 'email',
  firstName: 'first_name',
  lastName: 'last_name',
  role: 'role',
  phoneNumber: 'phone_number',
  matricule: 'matricule',
  ministere: 'ministere',
  sexe: 'sexe',
  avatar: 'avatar',
  isActive: 'is_active',
}

export const createUpdateUser = (pool: Pool) =>
  personProcedure('users.write')
    .input(strictInput({ id: userIdSchema, expectedVersion: expectedVersionSchema, changes: userChangesSchema }))
    .mutation(({ ctx, input }) => {
      const { id, expectedVersion, changes } = input
      if (changes.isActive === false) refuseOwnAccount(ctx, id, 'deactivate')
      if (changes.role && changes.role !== 'admin') refuseOwnAccount(ctx, id, 'demote')
      return inAuthoredTransaction(pool, ctx, (client) => {
        const { tenantId } = ctx.person
        const write = () => writeUser(client, tenantId, { id, expectedVersion, values: toValues(changes) })
        const touchesAdmins = changes.isActive === false || (changes.role !== undefined && changes.role !== 'admin')
        return touchesAdmins ? keepingAnAdmin(client, tenantId, write) : write()
      })
    })

/** Fields that are left out stay as they are; null clears. */
function toValues(changes: UserChanges): Map<WritableColumn, unknown> {
  const values = new Map<WritableColumn, unknown>()
  for (const [field, value] of Object.entries(changes)) {
    if (value !== undefined && isField(field)) values.set(columnOf[field], value)
  }
  return values
}

const isField = (field: string): field is keyof UserChanges => Object.hasOwn(columnOf, field)
