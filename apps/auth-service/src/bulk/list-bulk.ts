import { createCursor, cursorInput } from '@rollcall/service-kit/cursor'
import { choiceSchema, limitSchema, strictInput } from '@rollcall/service-kit/input'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import {
  type BulkOutcome,
  type BulkResult,
  type BulkResultPage,
  type BulkRun,
  type BulkRunPage,
  type BulkRunRow,
  type BulkWhy,
  bulkOutcomes,
  bulkRunColumns,
  findBulkRun,
  toBulkRun,
} from './bulk-run.js'
import type { BulkDeps } from './preview-bulk.js'
import { runIdInput, runIdSchema } from './stop-bulk.js'

const runCursor = createCursor(z.object({ at: z.iso.datetime(), id: z.uuid() }))
const placeCursor = createCursor(z.object({ place: z.int().nonnegative() }))

/** The organisation's runs, the newest first. */
export const createListRuns = ({ pool }: BulkDeps) =>
  personProcedure('users.read')
    .input(strictInput({ limit: limitSchema(100).default(20), cursor: cursorInput }).prefault({}))
    .query(async ({ ctx, input: { limit, cursor } }): Promise<BulkRunPage> => {
      const after = cursor ? runCursor.decode(cursor) : null
      const { rows } = await pool.query<BulkRunRow>(
        `SELECT ${bulkRunColumns} FROM bulk_run AS r
         WHERE r.tenant_id = $1 AND ($2::timestamptz IS NULL OR (r.started_at, r.id) < ($2, $3::uuid))
         ORDER BY r.started_at DESC, r.id DESC LIMIT $4`,
        [ctx.person.tenantId, after?.at ?? null, after?.id ?? null, limit + 1],
      )
      const counted = await pool.query<{ total: number }>(
        'SELECT count(*)::int AS total FROM bulk_run WHERE tenant_id = $1',
        [ctx.person.tenantId],
      )
      const page = rows.slice(0, limit)
      const last = page.at(-1)
      const nextCursor =
        rows.length > limit && last ? runCursor.encode({ at: last.startedAt.toISOString(), id: last.id }) : null
      return { items: page.map(toBulkRun), nextCursor, total: counted.rows[0]?.total ?? 0 }
    })

export const createReadRun = ({ pool }: BulkDeps) =>
  personProcedure('users.read')
    .input(runIdInput)
    .query(({ ctx, input }): Promise<BulkRun> => findBulkRun(pool, ctx.person.tenantId, input.id))

const resultsInput = strictInput({
  id: runIdSchema,
  outcome: choiceSchema(bulkOutcomes).optional(),
  limit: limitSchema(200).default(50),
  cursor: cursorInput,
})

interface ResultRow {
  place: number
  userId: string
  name: string
  outcome: BulkOutcome
  version: number | null
  why: BulkWhy | null
}

/** What became of each person of a run so far. Kept for 30 days. @throws AppError NOT_FOUND */
export const createListResults = ({ pool }: BulkDeps) =>
  personProcedure('users.read')
    .input(resultsInput)
    .query(async ({ ctx, input: { id, outcome, limit, cursor } }): Promise<BulkResultPage> => {
      const { tenantId } = ctx.person
      await findBulkRun(pool, tenantId, id)
      const after = cursor ? placeCursor.decode(cursor).place : -1
      const which = outcome ? 'outcome = $2' : 'outcome IS NOT NULL AND $2::text IS NULL'
      const [page, counted] = await Promise.all([
        pool.query<ResultRow>(
          `SELECT w.place, w.user_id AS "userId", u.name, w.outcome, w.why,
             CASE WHEN w.outcome IN ('changed', 'undone') THEN w.version END AS version
           FROM bulk_run_row AS w JOIN "user" AS u ON u.id = w.user_id
           WHERE w.run_id = $1 AND ${which} AND w.place > $3 ORDER BY w.place LIMIT $4`,
          [id, outcome ?? null, after, limit + 1],
        ),
        pool.query<{ total: number }>(
          `SELECT count(*)::int AS total FROM bulk_run_row WHERE run_id = $1 AND ${which}`,
          [id, outcome ?? null],
        ),
      ])
      const rows = page.rows.slice(0, limit)
      const last = rows.at(-1)
      const nextCursor = page.rows.length > limit && last ? placeCursor.encode({ place: last.place }) : null
      return { items: rows.map(toResult), nextCursor, total: counted.rows[0]?.total ?? 0 }
    })

const sentences: Record<BulkWhy, string> = {
  already: 'There was nothing to change.',
  own_account: 'Nobody does this to the own account. Ask another administrator.',
  last_admin: 'This is the last active administrator. Make someone else administrator first.',
  deleted: 'This person is deleted. Restore the person before you change them.',
  not_deleted: 'This person is not deleted.',
  erased: 'This person was erased, and can not be restored.',
  changed_since: 'Somebody changed this person since, so they are left as they are now.',
  unknown: 'This person is not in the directory any more.',
}

const toResult = ({ place: _, ...row }: ResultRow): BulkResult => ({ ...row, message: row.why && sentences[row.why] })
