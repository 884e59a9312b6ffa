import { AppError } from '@rollcall/service-kit/errors'
import { strictInput } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import { type ReplayRow, type ReplayRun, replayColumns, toReplayRun } from './replay-run.js'

/** Ends a replay after the page at hand. @throws AppError CONFLICT when it has ended already */
export const createStopReplay = (pool: Pool) =>
  personProcedure('sync.operate')
    .input(strictInput({ id: z.uuid('expected the id of a replay (a UUID)').toLowerCase() }))
    .mutation(async ({ ctx, input: { id } }): Promise<ReplayRun> => {
      const { rowCount } = await pool.query(
        `UPDATE replay_run SET state = 'stopped', ended_at = now() WHERE id = $1 AND tenant_id = $2 AND state = 'running'`,
        [id, ctx.person.tenantId],
      )
      const { rows } = await pool.query<ReplayRow>(
        `SELECT ${replayColumns} FROM replay_run WHERE id = $1 AND tenant_id = $2`,
        [id, ctx.person.tenantId],
      )
      const [row] = rows
      if (!row) throw new AppError('NOT_FOUND', `Replay with ID ${id} not found`)
      if (rowCount === 0) {
        const at = row.endedAt?.toISOString() ?? 'a moment ago'
        throw new AppError('CONFLICT', `This replay ended at ${at}: there is nothing to stop.`)
      }
      return toReplayRun(row, new Date())
    })
