import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { serviceProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import { bucketCount, bucketOf } from './bucket.js'

export interface UserVersion {
  userId: string
  version: number
  /** Over every published field; text, because it is a 64-bit number. */
  hash: string
}

const maxBuckets = 512
const bucketMessage = `expected a bucket from 0 to ${bucketCount - 1}`
const inputSchema = strictInput({
  buckets: z
    .array(
      z
        .int(bucketMessage)
        .min(0, bucketMessage)
        .max(bucketCount - 1, bucketMessage),
    )
    .min(1, 'name at least one bucket')
    .max(maxBuckets, `name at most ${maxBuckets} buckets at once`)
    .optional(),
  ids: z.array(userIdSchema).min(1, 'name at least one user').max(500, 'name at most 500 users at once').optional(),
}).refine(({ buckets, ids }) => (buckets === undefined) !== (ids === undefined), {
  message: 'expected either buckets or ids',
})

const versionColumns = 'id AS "userId", version, content_hash::text AS hash'

/** Version and hash of everyone in some buckets, or of some users; who is unknown is left out. */
export const createReadVersions = (pool: Pool) =>
  serviceProcedure.input(inputSchema).query(async ({ input }) => {
    const [where, values] = input.ids
      ? ['id = ANY($1::uuid[])', [input.ids]]
      : [`${bucketOf('id')} = ANY($1::int[])`, [input.buckets]]
    const { rows } = await pool.query<UserVersion>(
      `SELECT ${versionColumns} FROM published_user WHERE ${where}`,
      values,
    )
    return { items: rows }
  })
