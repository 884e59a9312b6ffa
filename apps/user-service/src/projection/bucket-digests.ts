import type { Queryable } from '@rollcall/service-kit/postgres'
import type { BucketDigest } from '@rollcall/subscriber/directory-client'

/** The same expression that the directory computes over its users: 256 buckets by the last byte of the id. */
export async function readOwnDigests(db: Queryable): Promise<BucketDigest[]> {
  const { rows } = await db.query<BucketDigest>(
    `SELECT get_byte(uuid_send(id), 15) AS bucket, count(*)::int AS count,
       bit_xor(uuid_hash_extended(id, user_version::bigint))::text AS digest
     FROM directory_user GROUP BY 1`,
  )
  return rows
}

/** Id and version of every user in a bucket. */
export async function readOwnVersions(db: Queryable, bucket: number): Promise<Map<string, number>> {
  const { rows } = await db.query<{ id: string; version: number }>(
    'SELECT id, user_version AS version FROM directory_user WHERE get_byte(uuid_send(id), 15) = $1',
    [bucket],
  )
  return new Map(rows.map(({ id, version }) => [id, version]))
}

/** Buckets that differ, or that only one side has. */
export function differingBuckets(own: BucketDigest[], theirs: BucketDigest[]): number[] {
  const key = ({ bucket, count, digest }: BucketDigest) => `${bucket}:${count}:${digest}`
  const [ownKeys, theirKeys] = [new Set(own.map(key)), new Set(theirs.map(key))]
  const differing = [
    ...own.filter((digest) => !theirKeys.has(key(digest))),
    ...theirs.filter((digest) => !ownKeys.has(key(digest))),
  ]
  return [...new Set(differing.map(({ bucket }) => bucket))].sort((a, b) => a - b)
}
