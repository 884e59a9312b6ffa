import type { Queryable } from '@rollcall/service-kit/postgres'

/** Whether so many removals more would be held, by the brake's own rule: past its count and its share in its window. */
export async function wouldHold(system: Queryable, tenantId: string, removals: number): Promise<boolean> {
  const { rows } = await system.query<{ holds: boolean }>(
    `SELECT w.removed + $2 > o.brake_count AND w.removed + $2 > o.brake_share * (w.active + w.removed) AS holds
     FROM organisation AS o CROSS JOIN LATERAL (
       SELECT greatest(now() - make_interval(mins => o.brake_window_minutes),
         (SELECT max(decided_at) FROM hold WHERE tenant_id = o.id)) AS since
     ) AS b CROSS JOIN LATERAL (
       SELECT (SELECT coalesce(sum(removed), 0) FROM removal_count WHERE tenant_id = o.id AND at > b.since) AS removed,
         (SELECT coalesce(sum(people), 0) FROM people_count WHERE tenant_id = o.id AND state = 'active') AS active
     ) AS w WHERE o.id = $1`,
    [tenantId, removals],
  )
  return rows[0]?.holds ?? false
}
