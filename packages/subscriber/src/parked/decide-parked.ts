import type { Queryable } from '@rollcall/service-kit/postgres'
import type { ParkedDecision, SettledState } from './parked-event.js'
import { appendEntry } from './parked-events.js'
import { filterParked } from './parked-filter.js'
import type { ParkedChoice } from './parked-input.js'

type Change = (parameter: (value: unknown) => string) => string

/** Tries them again now; each has one attempt before it is parked again. */
export async function retryParked(
  db: Queryable,
  { actor, ...choice }: ParkedChoice,
): Promise<ParkedDecision & { retrying: number }> {
  const entry = (by: string, id: string) => `jsonb_build_object(
    'at', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'by', ${by}::text, 'byId', ${id}::text)`
  const { changed, ...rest } = await decide(
    db,
    choice,
    (parameter) =>
      `state = 'retrying', next_attempt_at = now(), retries = ${appendEntry('retries', entry(parameter(actor.name), parameter(actor.id)))}`,
  )
  return { retrying: changed, ...rest }
}

/** Gives them up. The users stay as they are here until the next event or reconcile. */
export async function discardParked(
  db: Queryable,
  { actor, reason, ...choice }: ParkedChoice & { reason: string },
): Promise<ParkedDecision & { discarded: number }> {
  const { changed, ...rest } = await decide(
    db,
    choice,
    (parameter) => `state = 'discarded', next_attempt_at = NULL, resolved_at = now(),
      resolved_by = ${parameter(actor.name)}::text, resolved_by_id = ${parameter(actor.id)}::text, reason = ${parameter(reason)}::text`,
  )
  return { discarded: changed, ...rest }
}

async function decide(
  db: Queryable,
  { tenantId, ids, filter }: Pick<ParkedChoice, 'tenantId' | 'ids' | 'filter'>,
  change: Change,
): Promise<ParkedDecision & { changed: number }> {
  if (!ids) {
    const { where, values } = filterParked(tenantId, filter ?? {})
    const set = change((value) => `$${values.push(value)}`)
    const { rowCount } = await db.query(`UPDATE parked_event SET ${set} WHERE ${where}`, values)
    return { changed: rowCount ?? 0, already: [], unknown: [] }
  }
  const values: unknown[] = [tenantId, ids]
  const set = change((value) => `$${values.push(value)}`)
  const { rows } = await db.query<{ id: string; state: SettledState | null; at: Date | null }>(
    `WITH chosen AS MATERIALIZED (
       SELECT id, state, resolved_at FROM parked_event
       WHERE id = ANY($2::bigint[]) AND (tenant_id = $1 OR tenant_id IS NULL) ORDER BY id FOR UPDATE
     ), changed AS (
       UPDATE parked_event AS p SET ${set} FROM chosen c
       WHERE p.id = c.id AND c.state IN ('retrying', 'parked')
     )
     SELECT id::text AS id, CASE WHEN state IN ('applied', 'superseded', 'discarded') THEN state END AS state,
       resolved_at AS at FROM chosen`,
    values,
  )
  const known = new Set(rows.map(({ id }) => id))
  const already = rows.flatMap(({ id, state, at }) => (state && at ? [{ id, state, at: at.toISOString() }] : []))
  return { changed: rows.length - already.length, already, unknown: ids.filter((id) => !known.has(id)) }
}
