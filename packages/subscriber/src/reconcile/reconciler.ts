import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { withAdvisoryLock } from '@rollcall/service-kit/advisory-lock'
import { AppError, describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import type { DirectoryClient } from '../directory-client.js'
import type { Report } from '../report.js'
import { saveReconcile } from '../subscriber-state.js'
import type { QueueWatch } from './queue-watch.js'
import { reconcile } from './reconcile.js'
import type { ReconcileMode, ReconcileRun } from './reconcile-run.js'
import type { ReconcileStore } from './reconcile-store.js'
import { createRunRecorder } from './run-recorder.js'
import { insertRun, markStopped, readRunning } from './run-table.js'

export interface ReconcileRequest {
  mode: ReconcileMode
  reason: string
  /** The person who asks for it. */
  startedBy?: string
}

export interface Reconciler {
  /**
   * Resolves at the end of the run, done or stopped; `started` is told its id.
   * @throws AppError CONFLICT when one runs, here or elsewhere, or when the queue is paused; else what made it fail
   */
  runToEnd: (request: ReconcileRequest, started?: (id: string) => void) => Promise<ReconcileRun>
  /** Starts a run and resolves as soon as it has begun. @throws as runToEnd */
  request: (request: ReconcileRequest) => Promise<{ started: true; runId: string }>
  /** Stops the run, on whichever replica it is. What it has repaired stays repaired. */
  stopRun: () => Promise<{ stopped: boolean; runId: string | null }>
  /** The run that is under way, here or on another replica. */
  running: () => Promise<ReconcileRun | null>
  /** Called at most twice a second while a run is under way here, and at its end. Returns how to stop it. */
  onProgress: (listener: (run: ReconcileRun) => void) => () => void
  /** Aborted once the service closes. */
  signal: AbortSignal
  stop: () => Promise<void>
}

const lockTries = 20
const lockRetryMs = 50

function busy(run: ReconcileRun | null): AppError {
  const progress = run ? ` (${run.done} of ${run.total} people compared, since ${run.startedAt})` : ''
  return new AppError('CONFLICT', `A reconcile is running already${progress}. Wait for its end, or stop it first.`)
}

/** Runs a reconcile, one at a time over all replicas, and keeps its book. */
export function createReconciler(options: {
  name: string
  pool: Pool
  logger: Logger
  store: ReconcileStore
  directory: DirectoryClient
  report: Report
  queue: QueueWatch
}): Reconciler {
  const { name, pool, logger, store, directory, report, queue } = options
  const closing = new AbortController()
  const listeners = new Set<(run: ReconcileRun) => void>()
  let isBusy = false
  let current: { run: ReconcileRun; stop: AbortController } | undefined
  const onDemand = new Set<Promise<unknown>>()

  /** The work under the lock: every way it can end stands in the book. */
  const runLocked = async (request: ReconcileRequest, lost: AbortSignal, started: (id: string) => void) => {
    const { mode, reason, startedBy = null } = request
    const run = await insertRun(pool, { id: randomUUID(), mode, reason, startedBy })
    const stop = new AbortController()
    current = { run, stop }
    const recorder = createRunRecorder({
      ...{ db: pool, run, logger },
      onChange: (changed) => {
        for (const listener of listeners) listener(changed)
      },
      onStopped: () => stop.abort(new Error('stopped')),
    })
    started(run.id)
    let fault: unknown
    try {
      const signal = AbortSignal.any([closing.signal, lost, stop.signal])
      await reconcile(store, { directory, recorder, report, logger, signal }, mode)
      run.state = 'done'
    } catch (error) {
      fault = error
      run.state = stop.signal.aborted ? 'stopped' : 'failed'
      run.error = stop.signal.aborted ? null : describeError(error)
    } finally {
      run.endedAt = new Date().toISOString()
      current = undefined
      // A database that is away must not hide why the run failed.
      await recorder.close().catch((error: unknown) => logger.debug({ err: describeError(error) }, 'unsaved run'))
    }
    if (run.state === 'failed') throw fault
    return run
  }

  const conclude = async (run: ReconcileRun) => {
    const { checked, repaired, orphaned, mode, reason, state } = run
    if (repaired > 0) logger.info({ ...run }, 'reconciled')
    if (mode !== 'apply' || state !== 'done') return
    const at = run.endedAt ?? new Date().toISOString()
    const durationMs = Date.parse(at) - Date.parse(run.startedAt)
    await saveReconcile(pool, name, { at, durationMs, checked, repaired, orphans: orphaned, reason })
  }

  /** Null when the lock is held, here or on another replica. */
  const tryRun = async (request: ReconcileRequest, started: (id: string) => void): Promise<ReconcileRun | null> => {
    if (isBusy) return null
    isBusy = true
    try {
      let run: ReconcileRun | null = null
      await withAdvisoryLock(pool, `reconcile.${name}`, async (lost) => {
        run = await runLocked(request, lost, started)
      })
      return run
    } finally {
      isBusy = false
    }
  }

  const runToEnd: Reconciler['runToEnd'] = async (request, started = () => {}) => {
    if (request.mode === 'apply') await queue.refuseWhilePaused()
    for (let tries = 1; ; tries += 1) {
      if (closing.signal.aborted) throw new AppError('UNAVAILABLE', 'The service is closing.')
      const run = await tryRun(request, started)
      if (run) {
        await conclude(run)
        return run
      }
      // The one before has ended, and gives its lock back in a moment.
      const other = current?.run ?? (await readRunning(pool))
      if (other || tries === lockTries) throw busy(other)
      await sleep(lockRetryMs)
    }
  }

  return {
    runToEnd,
    request: (request) =>
      new Promise((resolve, reject) => {
        const work = runToEnd(request, (runId) => resolve({ started: true, runId })).catch((error: unknown) => {
          if (!(error instanceof AppError)) logger.warn({ err: describeError(error) }, 'reconcile failed')
          reject(error)
        })
        onDemand.add(work)
        void work.finally(() => onDemand.delete(work))
      }),
    stopRun: async () => {
      const runId = await markStopped(pool)
      if (current && current.run.id === runId) current.stop.abort(new Error('stopped'))
      return { stopped: runId !== null, runId }
    },
    running: async () => (current ? { ...current.run } : readRunning(pool)),
    onProgress: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    signal: closing.signal,
    stop: async () => {
      closing.abort(new Error('the service is closing'))
      await Promise.allSettled(onDemand)
    },
  }
}
