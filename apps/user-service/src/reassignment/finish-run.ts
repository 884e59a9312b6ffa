import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import type { Subscriber } from '@rollcall/subscriber/subscriber'
import type { OpenRun } from './open-run.js'

/** Ends a run whose steps are all taken; that it was taken back is on record as well. */
export async function finishRun(pool: Pool, audit: Subscriber['audit'], run: OpenRun): Promise<void> {
  const end = () =>
    inTransaction(pool, async (client) => {
      await client.query(
        `UPDATE reassignment_run SET ended_at = clock_timestamp(),
           state = CASE state WHEN 'taking_back' THEN 'taken_back' ELSE 'done' END
         WHERE id = $1 AND ended_at IS NULL`,
        [run.id],
      )
      await client.query('UPDATE reassignment_step SET open = false WHERE run_id = $1', [run.id])
    })
  if (run.state !== 'taking_back') return await end()
  const { requestId, reason, tenantId, startedBy: userId } = run
  const deed = { action: 'appointments.taken_back', target: { kind: 'run', id: run.id }, reason } as const
  await audit.recording({ person: { tenantId, userId }, requestId }, deed, end)
}
