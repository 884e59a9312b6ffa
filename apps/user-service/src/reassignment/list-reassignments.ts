import { createCursor, cursorInput } from '@rollcall/service-kit/cursor'
import { limitSchema, strictInput } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import { type Reassignment, readRuns } from './reassignment.js'

const inputSchema = strictInput({ limit: limitSchema(100).default(20), cursor: cursorInput })
const cursors = createCursor(z.tuple([z.iso.datetime(), z.uuid()]))

export interface ReassignmentPage {
  items: Reassignment[]
  nextCursor: string | null
  total: number
}

/** One's organisation's reassignments, the newest first. */
export const createListReassignments = (pool: Pool) =>
  personProcedure('appointments.read')
    .input(inputSchema.prefault({}))
    .query(async ({ ctx, input }): Promise<ReassignmentPage> => {
      const { tenantId } = ctx.person
      const [before, id] = input.cursor ? cursors.decode(input.cursor) : []
      const found = await readRuns(
        pool,
        `($2::timestamptz IS NULL OR (r.started_at, r.id) < ($2, $3::uuid))
         ORDER BY r.started_at DESC, r.id DESC LIMIT $4`,
        [tenantId, before ? new Date(before) : null, id ?? null, input.limit + 1],
      )
      const counted = await pool.query<{ total: number }>(
        'SELECT count(*)::int AS total FROM reassignment_run WHERE tenant_id = $1',
        [tenantId],
      )
      const items = found.slice(0, input.limit)
      const last = found.length > input.limit ? items.at(-1) : undefined
      return {
        items,
        nextCursor: last ? cursors.encode([last.startedAt, last.id]) : null,
        total: counted.rows[0]?.total ?? 0,
      }
    })
