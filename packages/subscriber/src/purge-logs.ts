import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Queryable } from '@rollcall/service-kit/postgres'

const batchSize = 5000
const everyMs = 60 * 60_000
const keepDays = 30

/** What is forgotten after 30 days: deliveries, settled events and reconcile runs; uneventful scheduled runs sooner. */
const purges = [
  `DELETE FROM delivery WHERE id IN (
     SELECT id FROM delivery WHERE finished_at < now() - interval '${keepDays} days' ORDER BY finished_at LIMIT ${batchSize})`,
  `DELETE FROM parked_event WHERE id IN (
     SELECT id FROM parked_event WHERE resolved_at < now() - interval '${keepDays} days' LIMIT ${batchSize})`,
  `DELETE FROM reconcile_run WHERE id IN (
     SELECT id FROM reconcile_run WHERE state <> 'running' AND (started_at < now() - interval '${keepDays} days'
       OR (started_at < now() - interval '1 day' AND reason = 'schedule' AND state = 'done'
         AND missing + stale + tampered + orphaned + ahead = 0))
     LIMIT ${batchSize})`,
]

/** In small batches, so that no lock is held for long; two replicas at once do no harm. */
export async function purgeLogs(db: Queryable): Promise<number> {
  let purged = 0
  for (const sql of purges) {
    for (;;) {
      const { rowCount } = await db.query(sql)
      purged += rowCount ?? 0
      if ((rowCount ?? 0) < batchSize) break
    }
  }
  return purged
}

/** Purges every hour; the first time a minute after the start, when everything else has been begun. */
export function createLogPurge({ db, logger }: { db: Queryable; logger: Logger }) {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let stopped = true
  const schedule = (inMs: number) => {
    if (stopped) return
    timer = setTimeout(() => {
      running = purgeLogs(db)
        .then((purged) => logger.debug({ purged }, 'old logs were purged'))
        .catch((error: unknown) => logger.warn({ err: describeError(error) }, 'old logs could not be purged yet'))
        .finally(() => schedule(everyMs))
    }, inMs)
    timer.unref()
  }
  return {
    start: () => {
      stopped = false
      schedule(60_000)
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
