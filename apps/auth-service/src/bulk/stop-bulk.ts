import { AppError } from '@rollcall/service-kit/errors'
import { strictInput } from '@rollcall/service-kit/input'
import { inTransaction } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import { entryBy } from '../audit/entry-by.js'
import { recordAudit } from '../audit/record-audit.js'
import { type BulkRun, findBulkRun } from './bulk-run.js'
import type { BulkDeps } from './preview-bulk.js'

export const runIdSchema = z.uuid('expected the id of a run (a UUID)').toLowerCase()
export const runIdInput = strictInput({ id: runIdSchema })

/** Ends a run after the people at hand; what is done stays done. @throws AppError NOT_FOUND; CONFLICT when it has ended */
export const createStopBulk = ({ pool }: BulkDeps) =>
  personProcedure('users.write')
    .input(runIdInput)
    .mutation(async ({ ctx, input: { id } }): Promise<BulkRun> => {
      const { tenantId } = ctx.person
      const isStopped = await inTransaction(pool, async (client) => {
        const { rows } = await client.query<{ done: number; total: number }>(
          `UPDATE bulk_run SET state = 'stopped', ended_at = clock_timestamp(), error = NULL
           WHERE id = $1 AND tenant_id = $2 AND state = 'running' RETURNING done, total`,
          [id, tenantId],
        )
        const [details] = rows
        if (!details) return false
        const target = { kind: 'run', id } as const
        await recordAudit(client, entryBy(ctx, { action: 'bulk.stopped', target, details: { ...details } }))
        return true
      })
      const run = await findBulkRun(pool, tenantId, id)
      if (isStopped) return run
      throw new AppError('CONFLICT', `This run ended at ${run.endedAt ?? 'some time'}: there is nothing to stop.`)
    })
