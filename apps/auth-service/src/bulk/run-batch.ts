import { randomUUID } from 'node:crypto'
import { permissionsOf } from '@rollcall/service-kit/permissions'
import { inTransaction, type Pool, type PoolClient } from '@rollcall/service-kit/postgres'
import { recordAudit } from '../audit/record-audit.js'
import { lockAdmins } from '../users/keep-an-admin.js'
import { setAuthor } from '../users/write-user.js'
import { deedOf, removesPeople, touchesAdmins } from './bulk-deed.js'
import { type BulkDeed, type BulkWhy, correlationOf } from './bulk-run.js'
import { type LockedPerson, lockPeople } from './lock-people.js'
import { writePeople } from './write-people.js'

export interface RunningBulk {
  id: string
  tenantId: string
  deed: BulkDeed
  startedBy: string
  traceparent: string | null
  lastPlace: number
  removals: number
  undoOf: string | null
}

const batchPeople = 1000

const runColumns = `id, tenant_id AS "tenantId", deed, started_by AS "startedBy", traceparent,
  last_place AS "lastPlace", removals, undo_of AS "undoOf"`

/**
 * Does the next people of a run, in one transaction that also notes how far it is: a crash repeats nothing. Answers
 * whether more may be left.
 */
export function runBatch(pool: Pool, id: string): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<RunningBulk>(
      `SELECT ${runColumns} FROM bulk_run WHERE id = $1 AND state = 'running' FOR UPDATE`,
      [id],
    )
    const [run] = rows
    if (!run) return false
    if (!(await mayGoOn(client, run))) {
      await endRun(client, run, 'failed', 'Whoever started this may not change people any more.')
      return false
    }
    const given = await client.query<{ place: number; userId: string; version: number | null }>(
      `SELECT place, user_id AS "userId", version FROM bulk_run_row
       WHERE run_id = $1 AND place > $2 ORDER BY place LIMIT ${batchPeople}`,
      [id, run.lastPlace],
    )
    if (given.rows.length === 0) {
      await endRun(client, run, 'done', null)
      return false
    }
    const deed = deedOf(run)
    if (!deed || touchesAdmins(deed)) await lockAdmins(client, run.tenantId)
    const people = await spareLastAdmin(client, run, await lockPeople(client, run, given.rows))
    const targets = people.filter(({ why }) => why === null)
    const removed =
      deed && removesPeople(deed) ? targets.filter(({ isActive, isDeleted }) => isActive && !isDeleted).length : 0
    await speakFor(client, run, Math.max(0, run.removals - removed))
    const versions = await writePeople(client, run, targets)
    await noteOutcomes(client, run, people, { versions, removed })
    return true
  })
}

/** Whoever was disabled or demoted since does nothing more, also by what was begun before. */
async function mayGoOn(client: PoolClient, { startedBy, tenantId }: RunningBulk): Promise<boolean> {
  const { rows } = await client.query<{ role: string }>(
    'SELECT role FROM "user" WHERE id = $1 AND tenant_id = $2 AND is_active AND deleted_at IS NULL',
    [startedBy, tenantId],
  )
  return rows.some(({ role }) => permissionsOf(role).includes('users.write'))
}

/** One administrator stays, whatever happened since the run began. */
async function spareLastAdmin(client: PoolClient, run: RunningBulk, people: LockedPerson[]): Promise<LockedPerson[]> {
  const losing = people.filter(({ why, losesAdmin }) => why === null && losesAdmin)
  const [spared] = losing
  if (!spared) return people
  const { rowCount } = await client.query(
    `SELECT FROM "user" WHERE tenant_id = $1 AND role = 'admin' AND is_active AND deleted_at IS NULL
       AND id <> ALL($2::uuid[]) LIMIT 1`,
    [run.tenantId, losing.map(({ userId }) => userId)],
  )
  if (rowCount) return people
  return people.map((person) => (person === spared ? { ...person, why: 'last_admin' as const } : person))
}

/** Its events name the person and the run; the brake is told how many more are to come. */
async function speakFor(client: PoolClient, run: RunningBulk, removalsAhead: number): Promise<void> {
  await setAuthor(client, `user:${run.startedBy}`, correlationOf(run.id), run.traceparent)
  await client.query(
    `SELECT set_config('rollcall.lane', 'bulk', true), set_config('rollcall.removals_ahead', $1, true)`,
    [String(removalsAhead)],
  )
}

const failures: readonly BulkWhy[] = ['unknown', 'erased']

async function noteOutcomes(
  client: PoolClient,
  run: RunningBulk,
  people: LockedPerson[],
  { versions, removed }: { versions: Map<string, number>; removed: number },
): Promise<void> {
  const outcomes = people.map(({ why }) => (why === null ? 'changed' : failures.includes(why) ? 'failed' : 'left'))
  const count = (outcome: string) => outcomes.filter((each) => each === outcome).length
  await client.query(
    `UPDATE bulk_run_row AS w SET outcome = given.outcome, version = coalesce(given.version, w.version), why = given.why
     FROM unnest($2::int[], $3::text[], $4::int[], $5::text[]) AS given (place, outcome, version, why)
     WHERE w.run_id = $1 AND w.place = given.place`,
    [
      ...[run.id, people.map(({ place }) => place), outcomes],
      ...[people.map(({ userId }) => versions.get(userId) ?? null), people.map(({ why }) => why)],
    ],
  )
  if (run.undoOf) {
    const undone = people.filter(({ why }) => why === null).map(({ place }) => place)
    await client.query(`UPDATE bulk_run_row SET outcome = 'undone' WHERE run_id = $1 AND place = ANY($2::int[])`, [
      run.undoOf,
      undone,
    ])
  }
  await client.query(
    `UPDATE bulk_run SET done = done + $2, changed = changed + $3, unchanged = unchanged + $4, failed = failed + $5,
       removals = greatest(0, removals - $6), last_place = $7, error = NULL WHERE id = $1`,
    [run.id, people.length, count('changed'), count('left'), count('failed'), removed, people.at(-1)?.place],
  )
}

/** Also when it fails: the trail tells how it ended. */
export async function endRun(
  client: PoolClient,
  run: Pick<RunningBulk, 'id' | 'tenantId' | 'startedBy'>,
  state: 'done' | 'failed',
  error: string | null,
): Promise<void> {
  const { rows } = await client.query<Record<string, number>>(
    `UPDATE bulk_run SET state = $2, ended_at = clock_timestamp(), error = $3 WHERE id = $1 AND state = 'running'
     RETURNING total, done, changed, unchanged AS "left", failed`,
    [run.id, state, error],
  )
  const [details] = rows
  if (!details) return
  await recordAudit(client, {
    ...{ action: 'bulk.ended', tenantId: run.tenantId, actor: { kind: 'user', id: run.startedBy } },
    outcome: state === 'done' ? 'done' : 'failed',
    target: { kind: 'run', id: run.id },
    correlationId: randomUUID(),
    details,
  })
}
