import { AppError } from '@rollcall/service-kit/errors'
import { reasonSchema, strictInput } from '@rollcall/service-kit/input'
import { inTransaction, type PoolClient } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import { entryBy } from '../audit/entry-by.js'
import { recordAudit } from '../audit/record-audit.js'
import { createValues, fromPeople, type PeopleQuery } from '../people/people-query.js'
import { selectionSchema, selectPeople } from '../people/select-people.js'
import type { Author } from '../users/write-user.js'
import { type BulkDeed, type BulkRun, bulkDeedSchema, findBulkRun } from './bulk-run.js'
import { type BulkDeps, previewBulk } from './preview-bulk.js'

/** Of one organisation at a time. */
const maxRunning = 5
const maxDrift = { share: 0.05, people: 10 }

const startInput = strictInput({
  selection: selectionSchema,
  deed: bulkDeedSchema,
  /** `willChange` of the preview that was confirmed. */
  expected: z.int().nonnegative(),
  reason: reasonSchema.optional(),
})

/**
 * Begins to do something to all the people chosen, in the bulk lane; who they are is settled here.
 * @throws AppError CONFLICT naming `expected` when other people would be changed than were confirmed, naming `selection`
 * when nobody would be, or when too much is under way
 */
export const createStartBulk = ({ pool, readSyncSet, wake }: BulkDeps) =>
  personProcedure('users.write')
    .input(startInput)
    .mutation(async ({ ctx, input: { selection, deed, expected, reason } }): Promise<BulkRun> => {
      const { tenantId } = ctx.person
      const chosen = await selectPeople(pool, readSyncSet, ctx.person, selection)
      const id = await inTransaction(pool, async (client) => {
        const { willChange, removals } = await previewBulk(client, ctx.person, chosen, deed)
        refuseDrift(expected, willChange)
        const runId = await insertRun(client, ctx, { deed, reason, removals, undoOf: null })
        const total = await insertPeople(client, { runId, tenantId, chosen })
        const details = { deed, people: total, willChange }
        await recordStart(client, ctx, { runId, total, reason, details })
        return runId
      })
      wake()
      return findBulkRun(pool, tenantId, id)
    })

function refuseDrift(expected: number, willChange: number): void {
  const drift = Math.abs(willChange - expected)
  const path = 'expected'
  if (drift > Math.min(maxDrift.people, maxDrift.share * expected)) {
    const message = `${willChange} people would be changed now, and not ${expected}; look at them and confirm again`
    throw new AppError('CONFLICT', `expected: ${message}.`, { fields: [{ path, message }], current: willChange })
  }
  if (willChange > 0) return
  const message = 'nobody of those chosen would be changed; choose others'
  throw new AppError('CONFLICT', `selection: ${message}.`, { fields: [{ path: 'selection', message }] })
}

/** @throws AppError CONFLICT while the organisation has many runs under way */
export async function insertRun(
  client: PoolClient,
  { person, requestId, traceparent }: Author,
  run: { deed: BulkDeed; reason: string | undefined; removals: number; undoOf: string | null },
): Promise<string> {
  const running = await client.query(`SELECT FROM bulk_run WHERE tenant_id = $1 AND state = 'running'`, [
    person.tenantId,
  ])
  if ((running.rowCount ?? 0) >= maxRunning) {
    throw new AppError('CONFLICT', `${maxRunning} runs are under way. Wait until one has ended, or stop one.`)
  }
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO bulk_run (tenant_id, deed, total, removals, started_by, request_id, traceparent, reason, undo_of)
     VALUES ($1, $2, 0, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [
      ...[person.tenantId, JSON.stringify(run.deed), run.removals, person.userId, requestId, traceparent],
      ...[run.reason ?? null, run.undoOf],
    ],
  )
  const [row] = rows
  if (!row) throw new AppError('INTERNAL', 'The run could not be started. Try again.')
  return row.id
}

/** By id, so that runs that meet lock people in one order. */
async function insertPeople(
  client: PoolClient,
  { runId, tenantId, chosen }: { runId: string; tenantId: string; chosen: PeopleQuery },
): Promise<number> {
  const { values, add } = createValues()
  const head = `${add(runId)}::uuid, row_number() OVER (ORDER BY u.id), ${add(tenantId)}::uuid, u.id`
  const { rowCount } = await client.query(
    `INSERT INTO bulk_run_row (run_id, place, tenant_id, user_id) SELECT ${head} ${fromPeople(chosen, add)}`,
    values,
  )
  return rowCount ?? 0
}

export async function recordStart(
  client: PoolClient,
  author: Author,
  start: { runId: string; total: number; reason: string | undefined; details: Record<string, unknown> },
): Promise<void> {
  const { runId, total, reason, details } = start
  await client.query('UPDATE bulk_run SET total = $2 WHERE id = $1', [runId, total])
  const target = { kind: 'run', id: runId } as const
  await recordAudit(client, entryBy(author, { action: 'bulk.started', target, reason, details }))
}
