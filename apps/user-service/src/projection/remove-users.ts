import type { Queryable } from '@rollcall/service-kit/postgres'

/** Removes users whom the directory doesn't know, where they are still kept in this version. Answers how many. */
export async function removeUsers(db: Queryable, orphans: { userId: string; version: number }[]): Promise<number> {
  const { rowCount } = await db.query(
    `DELETE FROM directory_user AS kept USING unnest($1::uuid[], $2::int[]) AS given (id, version)
     WHERE kept.id = given.id AND kept.user_version = given.version`,
    [orphans.map(({ userId }) => userId), orphans.map(({ version }) => version)],
  )
  return rowCount ?? 0
}
