import type { Queryable } from '@rollcall/service-kit/postgres'
import type { ParkedItem, ParkedMark, ParkedPage } from './parked-event.js'
import { filterParked } from './parked-filter.js'
import type { ParkedListInput } from './parked-input.js'

type ParkedRow = Omit<ParkedItem, 'firstFailedAt' | 'lastFailedAt' | 'nextAttemptAt'> & {
  firstFailedAt: Date
  lastFailedAt: Date
  nextAttemptAt: Date | null
}

// Of an event whose organisation can't be read, only what says nothing of a person.
const columns = `id::text AS id, state, kind, event_id AS "eventId", event_type AS "eventType", error, attempts, failures,
  CASE WHEN tenant_id IS NOT NULL THEN user_id END AS "userId",
  CASE WHEN tenant_id IS NOT NULL THEN user_version END AS "userVersion", full_name AS "fullName",
  first_failed_at AS "firstFailedAt", last_failed_at AS "lastFailedAt", next_attempt_at AS "nextAttemptAt",
  CASE WHEN tenant_id IS NOT NULL AND jsonb_typeof(event->'changes') = 'object' THEN event->'changes' END AS changes`

/** Open events of an organisation, the newest failure first. */
export async function listParked(
  db: Queryable,
  { tenantId, before, limit, ...filter }: ParkedListInput,
): Promise<ParkedPage> {
  const { where, values } = filterParked(tenantId, filter)
  const [at, id, most] = [values.length + 1, values.length + 2, values.length + 3]
  const [page, counted] = await Promise.all([
    db.query<ParkedRow>(
      `SELECT ${columns} FROM parked_event
       WHERE ${where} AND ($${at}::timestamptz IS NULL OR (last_failed_at, id) < ($${at}::timestamptz, $${id}::bigint))
       ORDER BY last_failed_at DESC, parked_event.id DESC LIMIT $${most}`,
      [...values, before?.lastFailedAt ?? null, before?.id ?? null, limit + 1],
    ),
    db.query<{ total: number }>(`SELECT count(*)::int AS total FROM parked_event WHERE ${where}`, values),
  ])
  return {
    items: page.rows.slice(0, limit).map(toItem),
    more: page.rows.length > limit,
    total: counted.rows[0]?.total ?? 0,
  }
}

function toItem(row: ParkedRow): ParkedItem {
  return {
    ...row,
    firstFailedAt: row.firstFailedAt.toISOString(),
    lastFailedAt: row.lastFailedAt.toISOString(),
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
  }
}

/** For each user the newest open event, keyed by user id; those that are older than what is kept are left out. */
export async function readMarks(
  db: Queryable,
  tenantId: string,
  users: { userId: string; version: number | null }[],
): Promise<Map<string, ParkedMark>> {
  const { rows } = await db.query<Omit<ParkedMark, 'since'> & { userId: string; since: Date }>(
    `SELECT DISTINCT ON (p.user_id) p.user_id AS "userId", p.id::text AS id, p.error, p.attempts, p.state,
       p.first_failed_at AS since
     FROM unnest($2::uuid[], $3::int[]) AS given (user_id, version) JOIN parked_event p ON p.user_id = given.user_id
     WHERE p.tenant_id = $1 AND p.state IN ('retrying', 'parked') AND coalesce(p.user_version > given.version, true)
     ORDER BY p.user_id, p.user_version DESC NULLS LAST`,
    [tenantId, users.map(({ userId }) => userId), users.map(({ version }) => version)],
  )
  return new Map(rows.map(({ userId, since, ...mark }) => [userId, { ...mark, since: since.toISOString() }]))
}
