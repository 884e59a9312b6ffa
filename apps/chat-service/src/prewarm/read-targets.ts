import type { Queryable } from '@rollcall/service-kit/postgres'

const pageSize = 10_000

/** The users of a run from `from` on, in batches; at most two pages of 10,000 ids are in memory. */
export async function* readTargets(
  db: Queryable,
  { runId, from, batchSize }: { runId: string; from: number; batchSize: number },
): AsyncGenerator<{ from: number; ids: string[] }> {
  // A page holds whole batches, so that no batch is cut where a page ends.
  const size = Math.floor(pageSize / batchSize) * batchSize
  const read = (start: number) => {
    const page = readPage(db, runId, start, start + size)
    // It is awaited later, or never when the run ends before.
    page.catch(() => {})
    return page
  }
  let next = read(from)
  for (let start = from; ; start += size) {
    const ids = await next
    if (ids.length === size) next = read(start + size)
    for (let at = 0; at < ids.length; at += batchSize) {
      yield { from: start + at, ids: ids.slice(at, at + batchSize) }
    }
    if (ids.length < size) return
  }
}

/** As one text: a row or an array element each would cost more than all the rest. */
async function readPage(db: Queryable, runId: string, from: number, to: number): Promise<string[]> {
  const { rows } = await db.query<{ ids: string }>(
    `SELECT array_to_string(targets[$2::int : $3::int], ',') AS ids FROM prewarm_run WHERE id = $1`,
    [runId, from + 1, to],
  )
  return rows[0]?.ids ? rows[0].ids.split(',') : []
}
