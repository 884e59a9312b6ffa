import type { DirectoryUser } from '@rollcall/events/user-event'
import type { Queryable } from '@rollcall/service-kit/postgres'
import type { ApplyResult } from '@rollcall/subscriber/subscriber-store'
import { columns, newestOfEach } from './apply-users.js'

const names = columns.map(([name]) => name).join(', ')
const [seenIds, seenVersions] = [columns.length + 1, columns.length + 2]

/**
 * The guard of a repair, in one statement with the write, so that nobody is missing for an instant: what is newer, what
 * is equally new but different, and what is ahead in the very version that was seen.
 */
const repairSql = `
  INSERT INTO directory_user AS kept (${names}, synced_at)
  SELECT ${names}, clock_timestamp()
  FROM unnest(${columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')}) AS given (${names})
  ORDER BY id
  ON CONFLICT (id) DO UPDATE SET ${columns
    .slice(1)
    .map(([name]) => `${name} = EXCLUDED.${name}`)
    .join(', ')}, synced_at = EXCLUDED.synced_at
  WHERE kept.user_version < EXCLUDED.user_version
    OR (kept.user_version = EXCLUDED.user_version AND kept.content_hash IS DISTINCT FROM EXCLUDED.content_hash)
    OR (kept.user_version > EXCLUDED.user_version
      AND (kept.id, kept.user_version) IN (SELECT * FROM unnest($${seenIds}::uuid[], $${seenVersions}::int[])))
  RETURNING id`

/** `seen`: the version of each user who is known to be ahead of the directory. A newer one that came meanwhile wins. */
export async function repairUsers(
  db: Queryable,
  users: DirectoryUser[],
  seen: ReadonlyMap<string, number | null>,
): Promise<ApplyResult> {
  const newest = newestOfEach(users)
  const ahead = [...seen].filter(([, version]) => version !== null)
  const { rows } = await db.query<{ id: string }>(repairSql, [
    ...columns.map(([, , read]) => newest.map(read)),
    ahead.map(([userId]) => userId),
    ahead.map(([, version]) => version),
  ])
  return { applied: rows.map(({ id }) => id), superseded: users.length - rows.length }
}
