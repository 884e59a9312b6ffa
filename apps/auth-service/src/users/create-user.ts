import type { Pool, PoolClient } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { toUser, type User, type UserRow, userColumns } from './user.js'
import { type NewUser, newUserSchema } from './user-input.js'
import { inAuthoredTransaction } from './write-user.js'

export const createCreateUser = (pool: Pool) =>
  personProcedure('users.write')
    .input(newUserSchema)
    .mutation(({ ctx, input }) =>
      inAuthoredTransaction(pool, ctx, (client) => insertUser(client, ctx.person.tenantId, input)),
    )

/** One new user; the trigger writes its event in the same transaction. */
export async function insertUser(client: PoolClient, tenantId: string, user: NewUser): Promise<User> {
  const { rows } = await client.query<UserRow>(
    `INSERT INTO "user" AS u (tenant_id, email, first_name, last_name, role, phone_number, matricule, ministere, sexe, avatar)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     RETURNING ${userColumns}`,
    [
      tenantId,
      user.email,
      user.firstName,
      user.lastName,
      user.role,
      user.phoneNumber ?? null,
      user.matricule ?? null,
      user.ministere ?? null,
      user.sexe ?? null,
      user.avatar ?? null,
    ],
  )
  const [row] = rows
  if (!row) throw new Error('the insert returned no user')
  return toUser(row)
}
