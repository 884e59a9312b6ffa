import { randomUUID } from 'node:crypto'
import { inTransaction, type Pool, type PoolClient } from '@rollcall/service-kit/postgres'
import { recordAudit } from '../audit/record-audit.js'
import type { SealedLog } from '../seals/sealed-logs.js'

const pageRows = 5000
const blocksAtOnce = 20
/** So many blocks in a row that are too young end the search; one may hold a row from a clock that was ahead. */
const patience = 100
const dayMs = 86_400_000

export interface PurgeSums {
  events: number
  entries: number
  publications: number
  others: number
}

/** How many days the event log and the trail are kept. */
export interface Retention {
  events: number
  audit: number
}

/**
 * Removes what is past its time, in small transactions: events and entries of the trail by whole sealed blocks,
 * publications, the rows of imports and what became of each person of a run after 30 days, removal counts after two days,
 * decided holds and ended runs after 400 days. Each user's newest event stays however old it is, and so does whatever is
 * still in the outbox. Stops between two pages once
 * `signal` aborts.
 */
export async function purgeLog(pool: Pool, retention: Retention, signal: AbortSignal): Promise<PurgeSums> {
  const before = (days: number) => new Date(Date.now() - days * dayMs)
  return {
    events: await purgeBlocks(pool, 'events', before(retention.events), signal),
    entries: await purgeBlocks(pool, 'audit', before(retention.audit), signal),
    publications: await purgeByPages(
      pool,
      signal,
      `DELETE FROM publication WHERE id IN
         (SELECT id FROM publication WHERE published_at < $1 ORDER BY id LIMIT ${pageRows})`,
      before(30),
    ),
    others:
      (await purgeImportRows(pool, before(30), signal)) +
      (await purgeOthers(pool, { counts: before(2), results: before(30), decisions: before(400) })),
  }
}

async function purgeBlocks(pool: Pool, log: SealedLog, before: Date, signal: AbortSignal): Promise<number> {
  let [after, removed, young] = ['0', 0, 0]
  while (!signal.aborted && young < patience) {
    const page = await inTransaction(pool, async (client) => {
      const { rows: blocks } = await client.query<{ id: string }>(
        `SELECT id::text FROM seal_block WHERE log = $1 AND leaves IS NOT NULL AND id > $2
         ORDER BY seal_block.id LIMIT ${blocksAtOnce}`,
        [log, after],
      )
      const purged: { id: string; rows: number }[] = []
      for (const { id } of blocks) {
        const { rows } = await client.query<{ gone: number }>('SELECT purge_sealed($1, $2) AS gone', [id, before])
        const gone = rows[0]?.gone ?? 0
        young = gone < 0 ? young + 1 : 0
        if (gone > 0) purged.push({ id, rows: gone })
      }
      await recordPurge(client, log, before, purged)
      return { last: blocks.at(-1)?.id, purged }
    })
    removed += page.purged.reduce((sum, { rows }) => sum + rows, 0)
    if (page.last === undefined) break
    after = page.last
  }
  return removed
}

async function recordPurge(client: PoolClient, log: SealedLog, before: Date, purged: { id: string; rows: number }[]) {
  if (purged.length === 0) return
  await recordAudit(client, {
    ...{ action: 'log.purged', tenantId: null, actor: { kind: 'system', id: 'auth-service' } },
    correlationId: randomUUID(),
    details: { log, before: before.toISOString(), blocks: purged },
  })
}

async function purgeByPages(pool: Pool, signal: AbortSignal, sql: string, before: Date): Promise<number> {
  let removed = 0
  while (!signal.aborted) {
    const { rowCount } = await pool.query(sql, [before])
    removed += rowCount ?? 0
    if ((rowCount ?? 0) < pageRows) break
  }
  return removed
}

/** The rows are people; what they came to stays with the run. An import that nobody ended by then is cancelled. */
async function purgeImportRows(pool: Pool, before: Date, signal: AbortSignal): Promise<number> {
  await pool.query(
    `UPDATE import_run SET purged_at = now(), ended_at = coalesce(ended_at, now()), columns = '[]',
       state = CASE WHEN ended_at IS NULL THEN 'cancelled' ELSE state END
     WHERE created_at < $1 AND purged_at IS NULL AND state <> 'applying'`,
    [before],
  )
  const page = `DELETE FROM import_row WHERE (run_id, seq) IN (
    SELECT r.run_id, r.seq FROM import_run AS run JOIN import_row AS r ON r.run_id = run.id
    WHERE run.purged_at IS NOT NULL AND run.created_at < $1 LIMIT ${pageRows})`
  return purgeByPages(pool, signal, page, before)
}

// Few rows each: decisions of people, and one row for each statement that removed somebody.
async function purgeOthers(
  pool: Pool,
  { counts, results, decisions }: Record<'counts' | 'results' | 'decisions', Date>,
): Promise<number> {
  const statements: [string, Date][] = [
    ['DELETE FROM removal_count WHERE at < $1', counts],
    ['DELETE FROM bulk_run_row WHERE run_id IN (SELECT id FROM bulk_run WHERE ended_at < $1)', results],
    ['DELETE FROM bulk_run WHERE ended_at < $1', decisions],
    ['DELETE FROM held_event WHERE hold_id IN (SELECT id FROM hold WHERE decided_at < $1)', decisions],
    ['DELETE FROM hold WHERE decided_at < $1', decisions],
    ['DELETE FROM replay_run WHERE ended_at < $1', decisions],
    ['DELETE FROM import_run WHERE purged_at IS NOT NULL AND created_at < $1', decisions],
  ]
  let removed = 0
  for (const [sql, before] of statements) removed += (await pool.query(sql, [before])).rowCount ?? 0
  return removed
}
