import { AppError } from '@rollcall/service-kit/errors'
import { strictInput } from '@rollcall/service-kit/input'
import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { entryBy } from '../../audit/entry-by.js'
import { recordAudit } from '../../audit/record-audit.js'
import {
  type ImportRow,
  type ImportRun,
  importColumns,
  importIdSchema,
  readImport,
  toImportRun,
} from '../import-run.js'

/** Ends an import. What is written stays; the batch at hand is finished or not begun. @throws AppError NOT_FOUND, CONFLICT */
export const createCancelImport = (pool: Pool) =>
  personProcedure('users.write')
    .input(strictInput({ id: importIdSchema }))
    .mutation(async ({ ctx, input: { id } }): Promise<ImportRun> => {
      const { tenantId } = ctx.person
      await readImport(pool, tenantId, id)
      const run = await inTransaction(pool, async (client) => {
        const { rows } = await client.query<ImportRow>(
          `UPDATE import_run SET state = 'cancelled', ended_at = now() WHERE id = $1 AND tenant_id = $2
             AND state IN ('received', 'checking', 'checked', 'applying') RETURNING ${importColumns}`,
          [id, tenantId],
        )
        const [row] = rows
        if (!row) throw new AppError('CONFLICT', 'This import has ended already: there is nothing to cancel.')
        const { created, updated, deactivated, failed } = row
        const deed = { action: 'import.cancelled', target: { kind: 'run', id } } as const
        await recordAudit(client, entryBy(ctx, { ...deed, details: { created, updated, deactivated, failed } }))
        return row
      })
      return toImportRun(run, new Date())
    })
