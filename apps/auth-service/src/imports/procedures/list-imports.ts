import { createCursor, cursorInput } from '@rollcall/service-kit/cursor'
import { limitSchema, strictInput } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import { type ImportRow, type ImportRun, importColumns, toImportRun } from '../import-run.js'

// Ids of version 7 rise with time.
const cursors = createCursor(z.uuid())

export interface ImportPage {
  items: ImportRun[]
  nextCursor: string | null
  total: number
}

/** Imports of one's own organisation, the newest first. */
export const createListImports = (pool: Pool) =>
  personProcedure('users.write')
    .input(strictInput({ limit: limitSchema(100).default(20), cursor: cursorInput }).prefault({}))
    .query(async ({ ctx, input: { limit, cursor } }): Promise<ImportPage> => {
      const { tenantId } = ctx.person
      const before = cursor ? cursors.decode(cursor) : null
      const { rows } = await pool.query<ImportRow>(
        `SELECT ${importColumns} FROM import_run WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id < $2)
         ORDER BY id DESC LIMIT $3`,
        [tenantId, before, limit + 1],
      )
      const counted = await pool.query<{ total: number }>(
        'SELECT count(*)::int AS total FROM import_run WHERE tenant_id = $1',
        [tenantId],
      )
      const now = new Date()
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      return {
        items: items.map((row) => toImportRun(row, now)),
        nextCursor: rows.length > limit && last ? cursors.encode(last.id) : null,
        total: counted.rows[0]?.total ?? 0,
      }
    })
