import { AppError } from '@rollcall/service-kit/errors'
import { reasonSchema, strictInput } from '@rollcall/service-kit/input'
import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import { entryBy } from '../audit/entry-by.js'
import { recordAudit } from '../audit/record-audit.js'
import { type ReplayRow, type ReplayRun, replayColumns, toReplayRun } from './replay-run.js'

const stopInput = strictInput({
  id: z.uuid('expected the id of a replay (a UUID)').toLowerCase(),
  reason: reasonSchema,
})

/** Ends a replay after the page at hand. @throws AppError CONFLICT when it has ended already */
export const createStopReplay = (pool: Pool) =>
  personProcedure('sync.operate')
    .input(stopInput)
    .mutation(async ({ ctx, input: { id, reason } }): Promise<ReplayRun> => {
      const rowCount = await inTransaction(pool, async (client) => {
        const stopped = await client.query(
          `UPDATE replay_run SET state = 'stopped', ended_at = now() WHERE id = $1 AND tenant_id = $2 AND state = 'running'`,
          [id, ctx.person.tenantId],
        )
        const deed = { action: 'replay.stopped', target: { kind: 'run', id }, reason } as const
        if (stopped.rowCount) await recordAudit(client, entryBy(ctx, deed))
        return stopped.rowCount
      })
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
