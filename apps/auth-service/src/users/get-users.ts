import { type ErrorCode, userNotFound } from '@rollcall/service-kit/errors'
import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import { toUser, type UserRow, userColumns } from './user.js'

const maxIds = 500

export interface UserFault {
  id: string
  code: ErrorCode
  message: string
}

/** Many users by id, in the order asked. One id's fault never hides the others. */
export const createGetUsers = (pool: Pool) =>
  personProcedure('users.read')
    .input(
      strictInput({
        ids: z
          .array(z.string().max(100, 'expected the id of a user (a UUID)'))
          .min(1, 'expected at least 1 id')
          .max(maxIds, `expected at most ${maxIds} ids`),
      }),
    )
    .query(async ({ ctx, input }) => {
      const asked = [...new Set(input.ids)].map((id) => ({ id, key: userIdSchema.safeParse(id).data }))
      const keys = asked.flatMap(({ key }) => (key ? [key] : []))
      const { rows } = await pool.query<UserRow>(
        `SELECT ${userColumns} FROM "user" AS u WHERE u.id = ANY($1::uuid[]) AND u.tenant_id = $2`,
        [keys, ctx.person.tenantId],
      )
      const found = new Map(rows.map((row) => [row.id, toUser(row)]))
      const errors = asked.flatMap(({ id, key }): UserFault[] => {
        if (!key) return [{ id, code: 'BAD_INPUT', message: 'expected the id of a user (a UUID)' }]
        return found.has(key) ? [] : [{ id, code: 'NOT_FOUND', message: userNotFound(id).message }]
      })
      return { items: [...new Set(keys)].flatMap((key) => found.get(key) ?? []), errors }
    })
