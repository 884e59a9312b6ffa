import { AppError } from '@rollcall/service-kit/errors'
import { strictInput } from '@rollcall/service-kit/input'
import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
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

const countSchema = z.int().min(0)

/**
 * Begins to write what the dry run has found. `expected` is what the person has confirmed.
 * @throws AppError NOT_FOUND, CONFLICT unless the last dry run found just that
 */
export const createApplyImport = (pool: Pool, wake: () => void) =>
  personProcedure('users.write')
    .input(
      strictInput({
        id: importIdSchema,
        expected: strictInput({ create: countSchema, update: countSchema, deactivate: countSchema }),
      }),
    )
    .mutation(async ({ ctx, input: { id, expected } }): Promise<ImportRun> => {
      const { tenantId, userId } = ctx.person
      await readImport(pool, tenantId, id)
      const run = await inTransaction(pool, async (client) => {
        // Who applies is who is named in the history, and whose own account is kept.
        const { rows } = await client.query<ImportRow>(
          `UPDATE import_run SET state = 'applying', last_seq = -1, done = 0, total = to_create + to_update + to_deactivate,
             step_started_at = now()
           WHERE id = $1 AND tenant_id = $2 AND state = 'checked' AND started_by = $6 AND purged_at IS NULL
             AND to_create = $3 AND to_update = $4 AND to_deactivate = $5 RETURNING ${importColumns}`,
          [id, tenantId, expected.create, expected.update, expected.deactivate, userId],
        )
        const [row] = rows
        if (!row) return undefined
        const details = { ...expected, faulty: row.faulty, leave: row.toLeave }
        const target = { kind: 'run', id } as const
        await recordAudit(client, entryBy(ctx, { action: 'import.started', target, details }))
        return row
      })
      if (!run) throw await whyNot(pool, { id, tenantId, userId })
      wake()
      return toImportRun(run, new Date())
    })

async function whyNot(pool: Pool, { id, tenantId, userId }: { id: string; tenantId: string; userId: string }) {
  const run = await readImport(pool, tenantId, id)
  if (run.state !== 'checked') return new AppError('CONFLICT', 'This import can not be applied now. Look at it again.')
  if (run.startedBy !== userId) {
    return new AppError(
      'CONFLICT',
      `${run.startedByName} has sent this file, and alone may apply it. Send it yourself.`,
    )
  }
  const message = 'the dry run has found something else meanwhile; look at it again'
  return new AppError('CONFLICT', `expected: ${message}`, { fields: [{ path: 'expected', message }] })
}
