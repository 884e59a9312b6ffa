import { AppError } from '@rollcall/service-kit/errors'
import { strictInput } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import {
  type ImportRow,
  type ImportRun,
  importColumns,
  importIdSchema,
  readImport,
  toImportRun,
} from '../import-run.js'
import { settingsSchema } from '../settings.js'

/**
 * Begins a dry run: nothing is written to the directory. May be done again with other settings.
 * @throws AppError NOT_FOUND, CONFLICT while one is under way and once the import was applied or cancelled
 */
export const createCheckImport = (pool: Pool, wake: () => void) =>
  personProcedure('users.write')
    .input(strictInput({ id: importIdSchema, settings: settingsSchema }))
    .mutation(async ({ ctx, input: { id, settings } }): Promise<ImportRun> => {
      const found = await readImport(pool, ctx.person.tenantId, id)
      if (settings.mapping.length > found.columns.length) throw tooWide(found.columns.length)
      const { rows } = await pool.query<ImportRow>(
        `UPDATE import_run SET state = 'checking', settings = $3, last_seq = -1, done = 0, total = records - $4,
           step_started_at = now(), error = NULL
         WHERE id = $1 AND tenant_id = $2 AND state IN ('received', 'checked') AND purged_at IS NULL
         RETURNING ${importColumns}`,
        [id, ctx.person.tenantId, JSON.stringify(settings), settings.hasHeader ? 1 : 0],
      )
      const [run] = rows
      if (!run) throw new AppError('CONFLICT', 'This import can not be checked now: it is under way, or has ended.')
      wake()
      return toImportRun(run, new Date())
    })

function tooWide(columns: number): AppError {
  const message = `the file has ${columns} columns`
  return new AppError('BAD_INPUT', `settings.mapping: ${message}`, { fields: [{ path: 'settings.mapping', message }] })
}
