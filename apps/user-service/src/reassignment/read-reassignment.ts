import { createCursor, cursorInput } from '@rollcall/service-kit/cursor'
import { AppError } from '@rollcall/service-kit/errors'
import { choiceSchema, limitSchema, strictInput } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import {
  type Named,
  nameSql,
  type Reassignment,
  readRuns,
  type StepState,
  type StepWhy,
  stepStates,
} from './reassignment.js'

const inputSchema = strictInput({
  id: z.uuid('expected the id of a reassignment (a UUID)').toLowerCase(),
  state: choiceSchema(stepStates).optional(),
  limit: limitSchema(200).default(50),
  cursor: cursorInput,
})
const cursors = createCursor(z.int().nonnegative())

/** One appointment of a run, and what became of it. */
export interface ReassignmentStep {
  seq: number
  appointmentId: string
  patientName: string
  startsAt: string
  endsAt: string
  timeZone: string
  from: Named
  to: Named | null
  state: StepState
  why: StepWhy | null
  at: string | null
}
export interface ReassignmentReport {
  run: Reassignment
  steps: { items: ReassignmentStep[]; nextCursor: string | null }
}
interface StepRow extends Omit<ReassignmentStep, 'startsAt' | 'endsAt' | 'from' | 'to' | 'at'> {
  startsAt: Date
  endsAt: Date
  fromId: string
  fromName: string
  toId: string | null
  toName: string | null
  at: Date | null
}

/** A run and its steps, in the order in which they are taken. */
export const createReadReassignment = (pool: Pool) =>
  personProcedure('appointments.read')
    .input(inputSchema)
    .query(async ({ ctx, input: { id, state, limit, cursor } }): Promise<ReassignmentReport> => {
      const { tenantId } = ctx.person
      const [run] = await readRuns(pool, 'r.id = $2', [tenantId, id])
      if (!run) throw new AppError('NOT_FOUND', `Reassignment with ID ${id} not found`)
      const after = cursor ? cursors.decode(cursor) : 0
      const { rows } = await pool.query<StepRow>(stepsSql, [tenantId, id, state ?? null, after, limit + 1])
      const items = rows.slice(0, limit).map(toStep)
      const last = rows.length > limit ? items.at(-1) : undefined
      return { run, steps: { items, nextCursor: last ? cursors.encode(last.seq) : null } }
    })

const stepsSql = `
  SELECT s.seq, s.appointment_id AS "appointmentId", a.patient_name AS "patientName", a.starts_at AS "startsAt",
    a.ends_at AS "endsAt", a.time_zone AS "timeZone", s.from_id AS "fromId", ${nameSql('f', 's.from_id')} AS "fromName",
    s.to_id AS "toId", ${nameSql('t', 's.to_id')} AS "toName", s.state, s.why, s.changed_at AS at
  FROM reassignment_step AS s JOIN appointment AS a ON a.id = s.appointment_id AND a.tenant_id = s.tenant_id
  LEFT JOIN directory_user AS f ON f.id = s.from_id AND f.tenant_id = s.tenant_id
  LEFT JOIN directory_user AS t ON t.id = s.to_id AND t.tenant_id = s.tenant_id
  WHERE s.tenant_id = $1 AND s.run_id = $2 AND ($3::text IS NULL OR s.state = $3) AND s.seq > $4
  ORDER BY s.seq LIMIT $5`

const toStep = ({ fromId, fromName, toId, toName, at, ...row }: StepRow): ReassignmentStep => ({
  ...row,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  from: { id: fromId, name: fromName },
  to: toId ? { id: toId, name: toName ?? toId } : null,
  at: at?.toISOString() ?? null,
})
