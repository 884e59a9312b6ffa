import type { Queryable } from '@rollcall/service-kit/postgres'

/** Rows that one look goes through at most, whosever they are. */
const maxRows = 20_000
/** A message is stamped by another clock than the note of its publication. */
const clockSkewMs = 2000

/** One organisation's people whose changes wait to be published; null when more wait than can be looked at. */
export async function readWaitingInOutbox(system: Queryable, tenantId: string): Promise<string[] | null> {
  const { rows } = await system.query<{ waiting: number; ids: string[] }>(
    `WITH waiting AS MATERIALIZED (SELECT position FROM outbox WHERE NOT held LIMIT ${maxRows + 1})
     SELECT (SELECT count(*)::int FROM waiting) AS waiting, ARRAY(
       SELECT DISTINCT e.user_id FROM waiting AS w JOIN user_event AS e USING (position) WHERE e.tenant_id = $1) AS ids`,
    [tenantId],
  )
  const [found] = rows
  return found && found.waiting <= maxRows ? found.ids : null
}

/** One organisation's people whose changes were published since then; null when that is more than can be looked at. */
export async function readPublishedSince(system: Queryable, tenantId: string, since: Date): Promise<string[] | null> {
  const { rows } = await system.query<{ positions: number; ids: string[] }>(
    `WITH span AS MATERIALIZED (
       SELECT span FROM publication AS p, unnest(p.positions) AS span WHERE p.published_at >= $2 LIMIT ${maxRows}
     ), published AS MATERIALIZED (
       SELECT e.user_id, e.tenant_id FROM span CROSS JOIN LATERAL (
         SELECT user_id, tenant_id FROM user_event WHERE position >= lower(span) AND position < upper(span) OFFSET 0
       ) AS e LIMIT ${maxRows + 1}
     )
     SELECT (SELECT count(*)::int FROM published) AS positions,
       ARRAY(SELECT DISTINCT user_id FROM published WHERE tenant_id = $1) AS ids`,
    [tenantId, new Date(since.getTime() - clockSkewMs)],
  )
  const [found] = rows
  return found && found.positions <= maxRows ? found.ids : null
}

/** The directory's versions of these of an organisation's people. */
export async function readVersions(system: Queryable, tenantId: string, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const { rows } = await system.query<{ id: string; version: number }>(
    'SELECT id, version FROM "user" WHERE tenant_id = $1 AND id = ANY($2::uuid[])',
    [tenantId, ids],
  )
  return new Map(rows.map(({ id, version }) => [id, version]))
}
