import type { Logger } from '@rollcall/service-kit/logger'
import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { createRunCarrier, type RunCarrier, type RunFault } from '@rollcall/service-kit/run-carrier'
import { refreshStatistics } from '../people/refresh-statistics.js'
import { maxRunsSideBySide } from '../runs/max-side-by-side.js'
import { somethingWrong } from '../runs/note-run-fault.js'
import { endRun, type RunningBulk, runBatch } from './run-batch.js'

export interface BulkRunnerOptions {
  /** The system's: runs of every organisation. */
  pool: Pool
  logger: Logger
  everyMs?: number
}

type FoundRun = Pick<RunningBulk, 'id' | 'tenantId' | 'startedBy'>

/** Carries out what is done to many people. */
export function createBulkRunner({ pool, logger, everyMs }: BulkRunnerOptions): RunCarrier {
  return createRunCarrier<FoundRun>({
    ...{ pool, logger, everyMs, kind: 'bulk', maxSideBySide: maxRunsSideBySide },
    find: () => findRunning(pool),
    carry: async ({ id }, halted) => {
      while (!halted.aborted && (await runBatch(pool, id)));
      await refreshStatistics(pool, 'ended')
    },
    noteFault: (run, fault) => noteFault(pool, run, fault),
  })
}

/** What is away comes back, and who was in the way goes on. Anything else would fail again. */
async function noteFault(pool: Pool, run: FoundRun, { isTransient }: RunFault): Promise<void> {
  if (!isTransient) return inTransaction(pool, (client) => endRun(client, run, 'failed', somethingWrong))
  const sentence = 'The database does not answer, or others are at the same people. The run goes on by itself.'
  await pool.query(`UPDATE bulk_run SET error = $2 WHERE id = $1 AND state = 'running'`, [run.id, sentence])
}

async function findRunning(pool: Pool): Promise<FoundRun[]> {
  const { rows } = await pool.query<FoundRun>(
    `SELECT id, tenant_id AS "tenantId", started_by AS "startedBy" FROM bulk_run WHERE state = 'running' ORDER BY id`,
  )
  return rows
}
