import { strictInput } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { importIdSchema, readImport } from '../import-run.js'

const headRows = 10
const shownLength = 200

/** The first rows of a file as they were read, the first of all too. Long cells are cut. @throws AppError NOT_FOUND */
export const createReadHead = (pool: Pool) =>
  personProcedure('users.write')
    .input(strictInput({ id: importIdSchema }))
    .query(async ({ ctx, input: { id } }): Promise<{ rows: { line: number; cells: string[] }[] }> => {
      await readImport(pool, ctx.person.tenantId, id)
      const { rows } = await pool.query<{ line: number; cells: string[] }>(
        `SELECT line, cells FROM import_row WHERE run_id = $1 AND seq < ${headRows} AND cells IS NOT NULL ORDER BY seq`,
        [id],
      )
      return { rows: rows.map(({ line, cells }) => ({ line, cells: cells.map((cell) => cell.slice(0, shownLength)) })) }
    })
