import { strictInput } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { serviceProcedure } from '@rollcall/service-kit/trpc'

export interface BucketDigest {
  bucket: number
  count: number
  digest: string
}

/**
 * One digest for each of 256 buckets (the last byte of the id), over id and version of every user, the deleted ones too.
 * A projection computes the same expression over its own rows and compares.
 */
export const createReadDigest = (pool: Pool) =>
  serviceProcedure.input(strictInput({}).optional()).query(async () => {
    const { rows } = await pool.query<BucketDigest>(
      `SELECT get_byte(uuid_send(id), 15) AS bucket, count(*)::int AS count,
         bit_xor(uuid_hash_extended(id, version::bigint))::text AS digest
       FROM "user" GROUP BY 1 ORDER BY 1`,
    )
    return { buckets: rows }
  })
