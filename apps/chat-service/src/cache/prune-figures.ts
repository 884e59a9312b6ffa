import type { Queryable } from '@rollcall/service-kit/postgres'

const batchSize = 5000

/** Kept for 30 days: minutes and breakers. For 7: misses, and of each hour that is over the 1,000 worst. */
const prunes = [
  `DELETE FROM cache_sample WHERE (minute, replica) IN (
     SELECT minute, replica FROM cache_sample WHERE minute < now() - interval '30 days' LIMIT ${batchSize})`,
  `DELETE FROM breaker_change WHERE id IN (
     SELECT id FROM breaker_change WHERE at < now() - interval '30 days' LIMIT ${batchSize})`,
  `DELETE FROM cache_miss WHERE (tenant_id, hour, user_id) IN (
     SELECT tenant_id, hour, user_id FROM cache_miss WHERE hour < now() - interval '7 days' LIMIT ${batchSize})`,
  // An hour or two back is enough, as it runs every hour; a flood of unknown ids fills an hour with rows of one miss.
  `DELETE FROM cache_miss WHERE (tenant_id, hour, user_id) IN (
     SELECT tenant_id, hour, user_id FROM (
       SELECT tenant_id, hour, user_id,
         row_number() OVER (PARTITION BY tenant_id, hour ORDER BY misses DESC, last_at DESC) AS place
       FROM cache_miss WHERE hour > now() - interval '5 hours' AND hour <= now() - interval '1 hour') AS ranked
     WHERE place > 1000 LIMIT ${batchSize})`,
]

/** In small batches, so that no lock is held for long; two replicas at once do no harm. */
export async function pruneFigures(pool: Queryable): Promise<void> {
  for (const sql of prunes) {
    for (;;) {
      const { rowCount } = await pool.query(sql)
      if ((rowCount ?? 0) < batchSize) break
    }
  }
}
