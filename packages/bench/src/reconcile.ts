import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { z } from 'zod'
import type { Api } from './api.js'
import type { BenchStack } from './bench-stack.js'
import { rounded } from './percentiles.js'

export interface ReconcileResult {
  users: number
  /** The first comparison after the import also does PostgreSQL's own tidying of what is new. */
  nothingDifferentSeconds: number
  nothingDifferentAgainSeconds: number
  hundredDifferencesSeconds: number
  emptySeconds: number
  /** Users a second from an empty projection. */
  emptyUsersPerSecond: number
  /** The baselines: id and version of everyone read on both sides; every user copied from table to table by SQL alone. */
  compareEveryoneSeconds: number
  copyEveryoneSeconds: number
}

const startedSchema = z.object({ runId: z.string() })
const runSchema = z.object({
  run: z.object({
    state: z.string(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    repaired: z.number(),
    error: z.string().nullable(),
  }),
})

/** Reconciles the clinical store with nothing, a hundred users and everyone different. Needs an idle, loaded stack. */
export async function measureReconcile(stack: BenchStack): Promise<ReconcileResult> {
  const [directory, clinical] = [
    new pg.Client({ connectionString: stack.databases.auth }),
    new pg.Client({ connectionString: stack.databases.user }),
  ]
  await Promise.all([directory.connect(), clinical.connect()])
  const api = await stack.api('userService')
  try {
    const { rows } = await clinical.query<{ n: number }>('SELECT count(*)::int AS n FROM directory_user')
    const users = rows[0]?.n ?? 0
    const nothing = await reconcileOnce(api, 0)
    const nothingAgain = await reconcileOnce(api, 0)
    const compareEveryone = await timed(() => readBothSides(directory, clinical))
    // Fifty changed by hand, fifty missing.
    await clinical.query(`UPDATE directory_user SET last_name = 'Changed by hand'
      WHERE id IN (SELECT id FROM directory_user ORDER BY uuid_hash_extended(id, 1) LIMIT 50)`)
    await clinical.query(`DELETE FROM directory_user
      WHERE id IN (SELECT id FROM directory_user ORDER BY uuid_hash_extended(id, 2) LIMIT 50)`)
    const hundred = await reconcileOnce(api, 90)
    await clinical.query('TRUNCATE directory_user')
    const empty = await reconcileOnce(api, users)
    const copyEveryone = await timed(() => copyBySql(directory, clinical))
    return {
      users,
      nothingDifferentSeconds: nothing,
      nothingDifferentAgainSeconds: nothingAgain,
      hundredDifferencesSeconds: hundred,
      emptySeconds: empty,
      emptyUsersPerSecond: Math.round(users / empty),
      compareEveryoneSeconds: compareEveryone,
      copyEveryoneSeconds: copyEveryone,
    }
  } finally {
    await Promise.all([directory.end(), clinical.end()])
  }
}

/** Seconds of one run, as the service itself measured it. */
export async function reconcileOnce(api: Api, atLeastRepaired: number): Promise<number> {
  const { runId } = await api.mutate(startedSchema, 'sync.reconcile', { mode: 'apply', reason: 'the benchmark' })
  for (;;) {
    const { run } = await api.query(runSchema, 'sync.reconcileRun', { id: runId, limit: 1 })
    if (run.endedAt !== null) {
      if (run.state !== 'done') throw new Error(`reconcile ended as ${run.state}: ${run.error}`)
      if (run.repaired < atLeastRepaired) throw new Error(`reconcile repaired ${run.repaired} users only`)
      return rounded((Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000)
    }
    await delay(100)
  }
}

async function readBothSides(directory: pg.Client, clinical: pg.Client): Promise<void> {
  const [theirs, ours] = await Promise.all([
    directory.query<[string, number]>({ text: 'SELECT id, version FROM "user"', rowMode: 'array' }),
    clinical.query<[string, number]>({ text: 'SELECT id, user_version FROM directory_user', rowMode: 'array' }),
  ])
  const kept = new Map(ours.rows)
  const differing = theirs.rows.filter(([id, version]) => kept.get(id) !== version)
  if (differing.length > 0) throw new Error(`${differing.length} users differ before the measurement`)
}

const columns = `id, tenant_id, email, first_name, last_name, role, phone_number, is_active, must_change_password, avatar,
  matricule, ministere, sexe, created_at, updated_at, deleted_at`

/** Everyone as JSON in pages of 5,000 into a table with the projection's columns and indexes. */
async function copyBySql(directory: pg.Client, clinical: pg.Client): Promise<void> {
  await clinical.query('CREATE TEMP TABLE copied (LIKE directory_user INCLUDING ALL)')
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await directory.query<{ page: string | null; last: string | null }>(
      `SELECT json_agg(page)::text AS page, max(id::text) AS last FROM (
         SELECT ${columns}, version AS user_version, updated_at AS event_at, updated_at AS synced_at
         FROM "user" WHERE id > $1 ORDER BY id LIMIT 5000) AS page`,
      [after],
    )
    const [row] = rows
    if (!row?.page || !row.last) break
    await clinical.query(
      `INSERT INTO copied (${columns}, user_version, event_at, synced_at)
       SELECT ${columns}, user_version, event_at, synced_at FROM json_populate_recordset(NULL::directory_user, $1)`,
      [row.page],
    )
    after = row.last
  }
  await clinical.query('DROP TABLE copied')
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return rounded((performance.now() - start) / 1000)
}
