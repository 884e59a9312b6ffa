import { strictInput } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { foreseeBrake } from '../foresee-brake.js'
import { type ImportRun, importIdSchema, readImport, toImportRun } from '../import-run.js'

export interface ImportDetail extends ImportRun {
  /** Whether the brake would hold its removals; null unless they are about to be made. */
  brake: 'passes' | 'holds' | null
}

/** One import as it stands. @throws AppError NOT_FOUND */
export const createReadImport = (pool: Pool) =>
  personProcedure('users.write')
    .input(strictInput({ id: importIdSchema }))
    .query(async ({ ctx, input: { id } }): Promise<ImportDetail> => {
      const row = await readImport(pool, ctx.person.tenantId, id)
      const brake = row.state === 'checked' ? await foreseeBrake(pool, row.tenantId, row.removals) : null
      return { ...toImportRun(row, new Date()), brake }
    })
