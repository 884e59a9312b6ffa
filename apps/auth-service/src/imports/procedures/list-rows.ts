import { createCursor, cursorInput } from '@rollcall/service-kit/cursor'
import { choiceSchema, limitSchema, strictInput } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import type { CellValue, GivenValues } from '../fields/convert-row.js'
import type { RowFault } from '../fields/row-fault.js'
import { importIdSchema, readImport } from '../import-run.js'
import { notApplied } from '../not-applied.js'

const kinds = ['create', 'update', 'leave', 'deactivate', 'faulty', 'notApplied'] as const
const clauses: Record<(typeof kinds)[number], string> = {
  create: `r.fate = 'create'`,
  update: `r.fate = 'update'`,
  leave: `r.fate = 'leave'`,
  deactivate: `r.fate = 'deactivate'`,
  faulty: `r.fate = 'faulty'`,
  notApplied,
}
const cursors = createCursor(z.int())

/** One row of a file, or somebody who is in none, and what becomes of it. */
export interface ListedRow {
  seq: number
  /** Null for people who are not in the file. */
  line: number | null
  cells: string[] | null
  user: { id: string; name: string } | null
  given: GivenValues | null
  changes: Record<string, { from: CellValue; to: CellValue }> | null
  faults: RowFault[]
  outcome: 'applied' | 'failed' | null
}
export interface RowPage {
  items: ListedRow[]
  nextCursor: string | null
}

/** The rows of a dry run or an import of one kind, in the order of the file. @throws AppError NOT_FOUND */
export const createListRows = (pool: Pool) =>
  personProcedure('users.write')
    .input(
      strictInput({
        id: importIdSchema,
        kind: choiceSchema(kinds),
        limit: limitSchema(100).default(20),
        cursor: cursorInput,
      }),
    )
    .query(async ({ ctx, input: { id, kind, limit, cursor } }): Promise<RowPage> => {
      await readImport(pool, ctx.person.tenantId, id)
      const { rows } = await pool.query<ListedRow>(
        `SELECT r.seq, r.line, r.cells, r.given, r.changes, coalesce(r.faults, '[]') AS faults, r.outcome,
           CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'name', u.name) END AS user
         FROM import_row AS r JOIN import_run AS run ON run.id = r.run_id
         LEFT JOIN "user" AS u ON u.id = r.user_id
         WHERE r.run_id = $1 AND r.seq > $2 AND ${clauses[kind]} ORDER BY r.seq LIMIT $3`,
        [id, cursor ? cursors.decode(cursor) : -1, limit + 1],
      )
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      return { items, nextCursor: rows.length > limit && last ? cursors.encode(last.seq) : null }
    })
