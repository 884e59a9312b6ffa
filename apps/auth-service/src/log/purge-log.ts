import type { Pool } from '@rollcall/service-kit/postgres'

const pageRows = 5000
const dayMs = 86_400_000

export interface PurgeSums {
  events: number
  publications: number
  others: number
}

/**
 * Removes what is past its time, in small transactions: events older than `retentionDays`, publications after 30 days,
 * removal counts after two days, decided holds and ended replays after 400 days. Each user's newest event stays however
 * old it is, and so does whatever is still in the outbox. Stops between two pages once `signal` aborts.
 */
export async function purgeLog(pool: Pool, retentionDays: number, signal: AbortSignal): Promise<PurgeSums> {
  const before = (days: number) => new Date(Date.now() - days * dayMs)
  return {
    events: await purgeEvents(pool, before(retentionDays), signal),
    publications: await purgeByPages(
      pool,
      signal,
      `DELETE FROM publication WHERE id IN
         (SELECT id FROM publication WHERE published_at < $1 ORDER BY id LIMIT ${pageRows})`,
      before(30),
    ),
    others: await purgeOthers(pool, before(2), before(400)),
  }
}

/** Walks from the oldest position on, and ends at the first page without an old event. */
async function purgeEvents(pool: Pool, before: Date, signal: AbortSignal): Promise<number> {
  let [after, removed] = ['0', 0]
  while (!signal.aborted) {
    const { rows } = await pool.query<{ last: string | null; old: boolean | null; removed: number }>(
      `SELECT last::text, old, removed FROM purge_user_events($1, $2, ${pageRows})`,
      [after, before],
    )
    const [page] = rows
    if (!page?.last) break
    removed += page.removed
    after = page.last
    if (!page.old) break
  }
  return removed
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

// Few rows each: decisions of people, and one row for each statement that removed somebody.
async function purgeOthers(pool: Pool, countsBefore: Date, decisionsBefore: Date): Promise<number> {
  const statements: [string, Date][] = [
    ['DELETE FROM removal_count WHERE at < $1', countsBefore],
    ['DELETE FROM held_event WHERE hold_id IN (SELECT id FROM hold WHERE decided_at < $1)', decisionsBefore],
    ['DELETE FROM hold WHERE decided_at < $1', decisionsBefore],
    ['DELETE FROM replay_run WHERE ended_at < $1', decisionsBefore],
  ]
  let removed = 0
  for (const [sql, before] of statements) removed += (await pool.query(sql, [before])).rowCount ?? 0
  return removed
}
