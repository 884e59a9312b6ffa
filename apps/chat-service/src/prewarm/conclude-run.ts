import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Queryable } from '@rollcall/service-kit/postgres'
import type { PrewarmRun, PrewarmState } from './prewarm-run.js'
import { purgeRuns } from './run-table.js'

/** Says in the log how a run ended, and forgets what is old. `state` null: it was left open. */
export async function concludeRun(
  { pool, logger }: { pool: Queryable; logger: Logger },
  run: PrewarmRun,
  state: PrewarmState | null,
): Promise<void> {
  const { id: runId, total, totalProcessed, cached, already, errors, restedMs, error } = run
  const duration = `${((Date.now() - Date.parse(run.startedAt)) / 1000).toFixed(2)}s`
  const figures = {
    runId,
    state: state ?? 'left open',
    totalProcessed,
    cached,
    errors,
    duration,
    total,
    already,
    restedMs,
  }
  if (state === 'failed') logger.warn({ ...figures, error }, 'a prewarm failed')
  else logger.info(figures, 'a prewarm ended')
  if (state === null) return
  await purgeRuns(pool).catch((fault: unknown) => {
    logger.debug({ err: describeError(fault) }, 'old prewarms could not be purged yet')
  })
}
