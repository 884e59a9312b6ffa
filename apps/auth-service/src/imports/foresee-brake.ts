import type { Queryable } from '@rollcall/service-kit/postgres'

/** Whether the brake would hold so many more removals at this moment, by its own rules. */
export async function foreseeBrake(db: Queryable, tenantId: string, removals: number): Promise<'passes' | 'holds'> {
  if (removals === 0) return 'passes'
  const { rows } = await db.query<{ isHeld: boolean }>(
    `WITH rules AS (
       SELECT brake_count AS count, brake_share AS share, greatest(now() - make_interval(mins => brake_window_minutes),
         (SELECT max(decided_at) FROM hold WHERE tenant_id = $1)) AS since
       FROM organisation WHERE id = $1
     ), recent AS (
       SELECT count(DISTINCT e.user_id) AS people FROM user_event AS e, rules
       WHERE e.tenant_id = $1 AND e.occurred_at > rules.since AND e.event_type IN ('user.deactivated', 'user.deleted')
     ), active AS (
       SELECT count(*) AS people FROM "user" WHERE tenant_id = $1 AND is_active AND deleted_at IS NULL
     )
     SELECT recent.people + $2 > rules.count AND recent.people + $2 > rules.share * (active.people + recent.people) AS "isHeld"
     FROM rules, recent, active`,
    [tenantId, removals],
  )
  return rows[0]?.isHeld ? 'holds' : 'passes'
}
