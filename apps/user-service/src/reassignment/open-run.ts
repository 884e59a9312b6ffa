import type { Pool } from '@rollcall/service-kit/postgres'
import type { ReassignmentMode } from './reassignment.js'

/** A run that hasn't ended, as the runner carries it. */
export interface OpenRun {
  id: string
  tenantId: string
  mode: ReassignmentMode
  targetId: string | null
  state: 'running' | 'taking_back'
  reason: string
  requestId: string
  startedBy: string
}

const columns = `id, tenant_id AS "tenantId", mode, target_id AS "targetId", state, reason, request_id AS "requestId",
  started_by AS "startedBy"`

export async function findOpenRuns(pool: Pool): Promise<OpenRun[]> {
  const { rows } = await pool.query<OpenRun>(
    `SELECT ${columns} FROM reassignment_run WHERE ended_at IS NULL ORDER BY started_at LIMIT 100`,
  )
  return rows
}

/** How it is now: another replica may have had it since. */
export async function readOpenRun(pool: Pool, id: string): Promise<OpenRun | undefined> {
  const { rows } = await pool.query<OpenRun>(
    `SELECT ${columns} FROM reassignment_run WHERE id = $1 AND ended_at IS NULL`,
    [id],
  )
  return rows[0]
}
