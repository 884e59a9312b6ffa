import type { Queryable } from '@rollcall/service-kit/postgres'

export interface LackingVersion {
  userId: string
  version: number
}
/** When it was written, and whether it still waits for the relay. */
export interface LackingFacts {
  at: Date
  inOutbox: boolean
}

const keyOf = ({ userId, version }: LackingVersion) => `${userId} ${version}`

/** What the log knows of these versions; of those that have been purged, nothing. */
export async function readLacking(
  db: Queryable,
  versions: LackingVersion[],
): Promise<(version: LackingVersion | null) => LackingFacts | undefined> {
  const wanted = [...new Map(versions.map((version) => [keyOf(version), version])).values()]
  if (wanted.length === 0) return () => undefined
  const { rows } = await db.query<LackingVersion & LackingFacts>(
    `SELECT e.user_id AS "userId", e.user_version AS version, e.occurred_at AS at, o.position IS NOT NULL AS "inOutbox"
     FROM unnest($1::uuid[], $2::int[]) AS given (id, version)
     JOIN user_event e ON e.user_id = given.id AND e.user_version = given.version
     LEFT JOIN outbox o ON o.position = e.position AND NOT o.held`,
    [wanted.map(({ userId }) => userId), wanted.map(({ version }) => version)],
  )
  const facts = new Map(rows.map(({ at, inOutbox, ...version }) => [keyOf(version), { at, inOutbox }]))
  return (version) => (version ? facts.get(keyOf(version)) : undefined)
}
