import { AppError } from '@rollcall/service-kit/errors'
import { inTransaction } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { inverse, removesPeople } from './bulk-deed.js'
import { type BulkRun, findBulkRun } from './bulk-run.js'
import type { BulkDeps } from './preview-bulk.js'
import { insertRun, recordStart } from './start-bulk.js'
import { runIdInput } from './stop-bulk.js'

/**
 * Takes back what a run has changed, by a new run with the same deed and `undoOf`. Whoever was changed since is left as
 * they are now.
 * @throws AppError NOT_FOUND; CONFLICT while it runs, is being taken back, or has nothing left to take back
 */
export const createUndoBulk = ({ pool, wake }: BulkDeps) =>
  personProcedure('users.write')
    .input(runIdInput)
    .mutation(async ({ ctx, input: { id } }): Promise<BulkRun> => {
      const { tenantId } = ctx.person
      const undone = await findBulkRun(pool, tenantId, id)
      if (undone.state === 'running')
        throw new AppError('CONFLICT', 'This run is under way. Stop it before you undo it.')
      if (undone.undoOf) throw new AppError('CONFLICT', 'This run undid another one. Do what you wish again instead.')
      const undoId = await inTransaction(pool, async (client) => {
        const run = { deed: undone.deed, reason: undefined, removals: 0, undoOf: id }
        const runId = await insertRun(client, ctx, run)
        const { rowCount } = await client.query(
          `INSERT INTO bulk_run_row (run_id, place, tenant_id, user_id, version)
           SELECT $1, place, tenant_id, user_id, version FROM bulk_run_row WHERE run_id = $2 AND outcome = 'changed'`,
          [runId, id],
        )
        const total = rowCount ?? 0
        if (total === 0) throw new AppError('CONFLICT', 'Nothing of this run is left to undo.')
        const deed = inverse(undone.deed)
        if (deed && removesPeople(deed))
          await client.query('UPDATE bulk_run SET removals = $2 WHERE id = $1', [runId, total])
        const details = { deed: undone.deed, people: total, undoOf: id }
        await recordStart(client, ctx, { runId, total, reason: undefined, details })
        return runId
      }).catch((error: unknown) => {
        throw isUndoneAlready(error) ? new AppError('CONFLICT', 'This run is being undone already.') : error
      })
      wake()
      return findBulkRun(pool, tenantId, undoId)
    })

const isUndoneAlready = (error: unknown) =>
  error instanceof Error && 'constraint' in error && error.constraint === 'bulk_run_undoing_key'
