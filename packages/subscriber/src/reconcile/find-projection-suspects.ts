import type { Queryable } from '@rollcall/service-kit/postgres'
import type { BucketDigest, UserVersion } from '../directory-client.js'
import type { FindContext, ReconcileStore, Suspect } from './reconcile-store.js'

const maxBucketsACall = 512
const rowsACall = 5000
const pageSize = 500
/** The same 4,096 buckets as in the directory: the last 12 bits of the id. */
const bucketSql = '((get_byte(uuid_send(id), 14) * 256 + get_byte(uuid_send(id), 15)) & 4095)'

interface DifferingBucket {
  bucket: number
  users: number
}
interface KeptRow {
  version: number
  hash: string
}

/**
 * For a projection in SQL, a table with `id` and `content_hash` as in the directory: compares digests, then the versions
 * of buckets that differ, some 5,000 users at a time. Memory holds one such piece.
 */
export function findProjectionSuspects(options: {
  pool: Queryable
  table: string
  /** The column that holds the user's version. */
  version: string
}): ReconcileStore['findSuspects'] {
  const { pool, table, version } = options

  const readDigests = async (): Promise<BucketDigest[]> => {
    const { rows } = await pool.query<BucketDigest>(
      `SELECT ${bucketSql} AS bucket, count(*)::int AS count, bit_xor(uuid_hash_extended(id, content_hash))::text AS digest
       FROM ${table} GROUP BY 1`,
    )
    return rows
  }
  const readKept = async (buckets: number[]): Promise<Map<string, KeptRow>> => {
    const { rows } = await pool.query<KeptRow & { id: string }>(
      `SELECT id, ${version} AS version, content_hash::text AS hash FROM ${table} WHERE ${bucketSql} = ANY($1::int[])`,
      [buckets],
    )
    return new Map(rows.map(({ id, ...row }) => [id, row]))
  }

  return async function* ({ directory, signal, progress, checked }: FindContext) {
    // Equal digests were equal at two moments close together; whatever differs is looked at again, ours first.
    const [own, theirs] = await Promise.all([readDigests(), directory.digest()])
    const total = theirs.reduce((sum, { count }) => sum + count, 0)
    const differing = differingBuckets(own, theirs)
    let done = Math.max(0, total - differing.reduce((sum, { users }) => sum + users, 0))
    progress(done, total)
    for (const chunk of chunksOf(differing)) {
      signal.throwIfAborted()
      const buckets = chunk.map(({ bucket }) => bucket)
      const kept = await readKept(buckets)
      const known = await directory.versionsOfBuckets(buckets)
      const suspects = compareVersions(kept, known)
      checked(Math.max(kept.size, known.length))
      for (let from = 0; from < suspects.length; from += pageSize) yield suspects.slice(from, from + pageSize)
      done += chunk.reduce((sum, { users }) => sum + users, 0)
      progress(Math.min(done, total), total)
    }
    progress(total, total)
  }
}

/** Buckets that differ, or that only one side has. */
function differingBuckets(own: BucketDigest[], theirs: BucketDigest[]): DifferingBucket[] {
  const kept = new Map(own.map((digest) => [digest.bucket, digest]))
  const differing: DifferingBucket[] = []
  for (const { bucket, count, digest } of theirs) {
    const mine = kept.get(bucket)
    kept.delete(bucket)
    if (mine?.count !== count || mine.digest !== digest) differing.push({ bucket, users: count })
  }
  return [...differing, ...[...kept.values()].map(({ bucket }) => ({ bucket, users: 0 }))]
}

function* chunksOf(buckets: DifferingBucket[]): Generator<DifferingBucket[]> {
  let chunk: DifferingBucket[] = []
  let rows = 0
  for (const bucket of buckets) {
    if (chunk.length === maxBucketsACall || (chunk.length > 0 && rows + bucket.users > rowsACall)) {
      yield chunk
      chunk = []
      rows = 0
    }
    chunk.push(bucket)
    rows += bucket.users
  }
  if (chunk.length > 0) yield chunk
}

/** Empties `kept`: whoever is left is unknown to the directory. */
function compareVersions(kept: Map<string, KeptRow>, known: UserVersion[]): Suspect[] {
  const suspects: Suspect[] = []
  for (const { userId, version, hash } of known) {
    const mine = kept.get(userId)
    kept.delete(userId)
    if (!mine) suspects.push({ userId, kind: 'missing', keptVersion: null })
    else if (mine.version < version) suspects.push({ userId, kind: 'stale', keptVersion: mine.version })
    else if (mine.version > version) suspects.push({ userId, kind: 'ahead', keptVersion: mine.version })
    else if (mine.hash !== hash) suspects.push({ userId, kind: 'tampered', keptVersion: mine.version })
  }
  for (const [userId, { version }] of kept) suspects.push({ userId, kind: 'orphaned', keptVersion: version })
  return suspects
}
