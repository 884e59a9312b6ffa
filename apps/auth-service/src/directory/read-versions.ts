import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { serviceProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'

export interface UserVersion {
  userId: string
  version: number
}

const inputSchema = z.union([
  strictInput({
    bucket: z.int().min(0).max(255),
    after: userIdSchema.nullish(),
    limit: z.int().min(1).max(5000).default(5000),
  }),
  strictInput({ ids: z.array(userIdSchema).min(1).max(500) }),
])

/** The versions of one bucket, page by page in the order of ids, or of some users. */
export const createReadVersions = (pool: Pool) =>
  serviceProcedure.input(inputSchema).query(async ({ input }) => {
    if ('ids' in input) {
      const { rows } = await pool.query<UserVersion>(
        'SELECT id AS "userId", version FROM "user" WHERE id = ANY($1::uuid[])',
        [input.ids],
      )
      return { items: rows, nextCursor: null }
    }
    const { rows } = await pool.query<UserVersion>(
      `SELECT id AS "userId", version FROM "user"
       WHERE get_byte(uuid_send(id), 15) = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [input.bucket, input.after ?? null, input.limit + 1],
    )
    const items = rows.slice(0, input.limit)
    return { items, nextCursor: rows.length > input.limit ? (items.at(-1)?.userId ?? null) : null }
  })
