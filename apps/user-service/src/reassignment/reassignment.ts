import { choiceSchema } from '@rollcall/service-kit/input'
import type { Queryable } from '@rollcall/service-kit/postgres'

/** Whether one that can't be moved takes back all the others, or is merely left. */
export const reassignmentModes = ['all_or_nothing', 'as_many'] as const
export type ReassignmentMode = (typeof reassignmentModes)[number]
export const modeSchema = choiceSchema(reassignmentModes)

/** `taking_back`: one could not be moved, and those that were go back, one by one. */
export type ReassignmentState = 'running' | 'taking_back' | 'done' | 'taken_back'

/**
 * `failed`: could not be moved. `left`: was not tried, or needs nobody any more. `taken_back`: is its first clinician's
 * again. `kept`: should have gone back and could not.
 */
export const stepStates = ['waiting', 'moved', 'failed', 'left', 'taken_back', 'kept'] as const
export type StepState = (typeof stepStates)[number]

/** Why a step is what it is, in one word. */
export type StepWhy =
  /** The clinician has another appointment then. */
  | 'taken'
  | 'clinician_left'
  /** Nobody of the same role is free then. */
  | 'nobody_free'
  | 'cancelled'
  | 'past'
  /** Somebody else has moved it meanwhile. */
  | 'moved_on'
  /** Another appointment of the run failed first. */
  | 'stopped'
  /** Something went wrong on our side. */
  | 'fault'

export interface Named {
  id: string
  name: string
}

/** One run over appointments, under way or ended; it stays as a report. */
export interface Reassignment {
  id: string
  mode: ReassignmentMode
  state: ReassignmentState
  reason: string
  /** Whose appointments they were: one of them, when they were several people's. */
  from: Named
  fromCount: number
  /** Null when each appointment went to whoever was suggested for it. */
  to: Named | null
  startedBy: Named
  startedAt: string
  endedAt: string | null
  total: number
  counts: Record<StepState, number>
}

interface ReassignmentRow {
  id: string
  mode: ReassignmentMode
  state: ReassignmentState
  reason: string
  fromId: string | null
  fromName: string | null
  fromCount: number
  toId: string | null
  toName: string | null
  byId: string
  byName: string
  startedAt: Date
  endedAt: Date | null
  total: number
  counts: Record<StepState, number>
}

/** SQL: a person's name, or the id of somebody who is gone from the projection. */
export const nameSql = (table: string, id: string) =>
  `coalesce(nullif(btrim(${table}.first_name || ' ' || ${table}.last_name), ''), ${id}::text)`

const countsSql = stepStates.map((state) => `'${state}', count(*) FILTER (WHERE s.state = '${state}')::int`).join(', ')

/**
 * Runs of an organisation, which is $1, with what became of their steps. `picked` is a condition on `r`, and may go on
 * with an order and a limit.
 */
export async function readRuns(db: Queryable, picked: string, values: unknown[]): Promise<Reassignment[]> {
  const { rows } = await db.query<ReassignmentRow>(
    `SELECT r.id, r.mode, r.state, r.reason, r.target_id AS "toId", ${nameSql('t', 'r.target_id')} AS "toName",
       r.started_by AS "byId", ${nameSql('b', 'r.started_by')} AS "byName", r.started_at AS "startedAt",
       r.ended_at AS "endedAt", steps.*, ${nameSql('f', 'steps."fromId"')} AS "fromName"
     FROM (SELECT * FROM reassignment_run AS r WHERE r.tenant_id = $1 AND ${picked}) AS r
     CROSS JOIN LATERAL (
       SELECT count(*)::int AS total, min(s.from_id::text)::uuid AS "fromId", count(DISTINCT s.from_id)::int AS "fromCount",
         json_build_object(${countsSql}) AS counts
       FROM reassignment_step AS s WHERE s.run_id = r.id
     ) AS steps
     LEFT JOIN directory_user AS t ON t.id = r.target_id AND t.tenant_id = r.tenant_id
     LEFT JOIN directory_user AS b ON b.id = r.started_by AND b.tenant_id = r.tenant_id
     LEFT JOIN directory_user AS f ON f.id = steps."fromId" AND f.tenant_id = r.tenant_id
     ORDER BY r.started_at DESC, r.id DESC`,
    values,
  )
  return rows.map(toReassignment)
}

function toReassignment({ byId, byName, toId, toName, fromId, fromName, ...row }: ReassignmentRow): Reassignment {
  return {
    ...row,
    from: { id: fromId ?? '', name: fromName ?? '' },
    to: toId ? { id: toId, name: toName ?? toId } : null,
    startedBy: { id: byId, name: byName },
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}
