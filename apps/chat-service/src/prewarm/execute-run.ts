import { AppError, describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { isTransientFault } from '@rollcall/service-kit/transient-fault'
import type { UserCache } from '@rollcall/user-cache/user-cache'
import { gatherTargets } from './gather-targets.js'
import { createPatience, type PatiencePolicy } from './patience.js'
import type { PrewarmState } from './prewarm-run.js'
import { createProbes } from './probes.js'
import { readTargets } from './read-targets.js'
import { createRunBook, type RunBook } from './run-book.js'
import type { StoredRun } from './run-table.js'
import { untilAborted } from './until-aborted.js'
import { createBatchWarmer, type FetchForPrewarm } from './warm-batch.js'
import { warmTargets } from './warm-targets.js'

export interface ExecuteDeps {
  /** Reaches every organisation. */
  pool: Pool
  cache: Pick<UserCache, 'stored' | 'fill' | 'leases'>
  fetchMany: FetchForPrewarm
  logger: Logger
  policy: PatiencePolicy
}

const unforeseen = 'Something went wrong on our side; the service’s log has it.'

export interface RunSignals {
  /** Aborted once somebody stops the run. */
  stop: AbortController
  /** Aborted once the service closes. */
  closing: AbortSignal
  /** Aborted once the lock is lost, and another replica may go on with the run. */
  lost: AbortSignal
}

/**
 * Does a run from where its book stands to its end, and closes the book. Answers how it ended; null when it was left
 * open for whoever takes it up: the service closes, the database is away, or another replica goes on with it.
 */
export async function executeRun(deps: ExecuteDeps, stored: StoredRun, signals: RunSignals) {
  const { pool, logger } = deps
  const { run } = stored
  const { stop, closing } = signals
  const overtaken = new AbortController()
  const lost = AbortSignal.any([signals.lost, overtaken.signal])
  const book = createRunBook({
    ...{ db: pool, run, logger },
    onStopped: () => stop.abort(new Error('the run was stopped')),
    onLost: () => overtaken.abort(new Error('another replica goes on with the run')),
  })
  const told = (error: unknown, what: string) => logger.debug({ runId: run.id, err: describeError(error) }, what)
  let end: PrewarmState | null
  try {
    await warm(deps, stored, book, AbortSignal.any([stop.signal, closing, lost]))
    end = 'done'
  } catch (error) {
    if (stop.signal.aborted) end = 'stopped'
    else if (closing.aborted || lost.aborted) end = null
    else end = error instanceof AppError || !isTransientFault(error) ? 'failed' : null
    if (end === 'failed') run.error = error instanceof AppError ? error.message : unforeseen
    told(error, 'a prewarm was cut off')
  }
  try {
    if (!lost.aborted) return await book.close(end)
    // What this replica saved now, the other one would take for somebody else's progress.
    await book.abandon()
  } catch (error) {
    told(error, 'the end of a prewarm could not be saved')
  }
  return null
}

async function warm(deps: ExecuteDeps, stored: StoredRun, book: RunBook, signal: AbortSignal): Promise<void> {
  const { pool, cache, logger, policy } = deps
  const { run, tenantId } = stored
  const { id: runId, scope, reason, options } = run
  run.error = null
  if (run.total === 0) {
    const total = await gatherTargets(pool, stored, signal)
    if (total === null) throw new Error('the run ended while its users were gathered')
    run.total = total
  }
  const { total, totalProcessed } = run
  logger.info({ runId, scope, reason, ...options, total, totalProcessed }, 'a prewarm begins')

  const fetchMany: FetchForPrewarm = (ids) => untilAborted(signal, deps.fetchMany(ids))
  const probes = createProbes({ cache, fetchMany })
  const patienceWith = (name: string, probe: () => Promise<unknown>) =>
    createPatience({
      ...{ name, probe, policy, signal, onRested: book.rested },
      onError: (error) => logger.debug({ runId, err: describeError(error) }, `a prewarm got no answer from ${name}`),
      onWaiting: (why) => book.wait(name, why),
    })
  const warmer = createBatchWarmer({
    ...{ cache, fetchMany, tenantId },
    patience: {
      directory: patienceWith('the directory (auth-service)', probes.directory),
      cacheReads: patienceWith('the cache (Redis)', probes.cache),
      cacheWrites: patienceWith('the cache (Redis)', probes.cache),
    },
  })
  const batches = readTargets(pool, { runId, from: totalProcessed, batchSize: options.batchSize })
  await warmTargets({ batches, warmer, book, delayMs: options.delayBetweenBatches, signal })
}
