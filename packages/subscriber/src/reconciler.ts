import type { DirectoryUser } from '@rollcall/events/user-event'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { createWakeUp } from '@rollcall/service-kit/wake-up'
import type { ApplyResult } from './apply-events.js'
import type { DirectoryClient } from './directory-client.js'
import { withReconcileLock } from './reconcile-lock.js'
import { saveReconcile } from './subscriber-state.js'

export interface ReconcileContext {
  directory: DirectoryClient
  /** The same guarded way into the store that events take; a user it refuses is left out and logged. */
  apply: (users: DirectoryUser[]) => Promise<ApplyResult>
  progress: (done: number, total: number) => void
  /** Aborted when the service closes or the lock is lost: stop soon, by throwing or returning. */
  signal: AbortSignal
}
export interface ReconcileResult {
  checked: number
  repaired: number
  orphans: number
}

export interface ReconcileSchedule {
  everyMs: number
  /** After a failure, doubling up to `everyMs`. */
  retryMs: number
}
export const defaultReconcileSchedule: ReconcileSchedule = { everyMs: 5 * 60_000, retryMs: 1000 }
/** Another replica is at it: look again soon, in case it dies over it. */
const busyRetryMs = 30_000

/** Reconciles at start (again and again until it works), on a schedule, and on demand; one at a time over replicas. */
export function createReconciler(options: {
  name: string
  pool: Pool
  logger: Logger
  schedule: ReconcileSchedule
  run: (context: Pick<ReconcileContext, 'progress' | 'signal'>) => Promise<ReconcileResult>
}) {
  const { name, pool, logger, schedule, run } = options
  const wakeUp = createWakeUp()
  const closing = new AbortController()
  let loop: Promise<void> | undefined
  let onDemand: Promise<unknown> | undefined
  let progress = { running: false, done: 0, total: 0 }

  const runLocked = async (reason: string, lost: AbortSignal) => {
    const startedAt = Date.now()
    progress = { running: true, done: 0, total: 0 }
    try {
      const signal = AbortSignal.any([closing.signal, lost])
      const onProgress = (done: number, total: number) => {
        progress = { running: true, done, total }
      }
      const result = await run({ progress: onProgress, signal })
      signal.throwIfAborted()
      const ended = Date.now()
      const summary = { at: new Date(ended).toISOString(), durationMs: ended - startedAt, ...result, reason }
      await saveReconcile(pool, name, summary)
      if (result.repaired + result.orphans > 0) logger.info({ ...summary }, 'reconciled')
    } finally {
      progress = { ...progress, running: false }
    }
  }

  /** Resolves at the end; `started` is told as soon as it is known. */
  const attempt = async (reason: string, started: (yes: boolean) => void = () => {}): Promise<boolean> => {
    if (progress.running || closing.signal.aborted) {
      started(false)
      return false
    }
    progress = { running: true, done: 0, total: 0 }
    try {
      return await withReconcileLock(pool, name, async (lost) => {
        started(true)
        await runLocked(reason, lost)
      })
    } finally {
      progress = { ...progress, running: false }
      started(false)
    }
  }

  const keepReconciling = async () => {
    let failures = 0
    let reason = 'start'
    while (!closing.signal.aborted) {
      let waitMs = schedule.everyMs
      try {
        const mine = await attempt(reason)
        if (mine) reason = 'schedule'
        else waitMs = Math.min(waitMs, busyRetryMs)
        failures = 0
      } catch (error) {
        waitMs = Math.min(waitMs, schedule.retryMs * 2 ** Math.min(failures, 16))
        failures += 1
        if (!closing.signal.aborted) {
          logger.warn({ err: describeError(error), failures }, 'reconcile failed and will be repeated')
        }
      }
      if (!closing.signal.aborted) await wakeUp.wait(waitMs)
    }
  }

  return {
    start: () => {
      loop = keepReconciling()
    },
    stop: async () => {
      closing.abort(new Error('the service is closing'))
      wakeUp.signal()
      await Promise.allSettled([loop, onDemand])
    },
    /** Starts one now, unless one runs here or on another replica. Resolves once that is known. */
    request: (reason: string): Promise<{ started: boolean }> =>
      new Promise((resolve, reject) => {
        const work = attempt(reason, (started) => resolve({ started }))
        onDemand = work
        work.catch((error: unknown) => {
          logger.warn({ err: describeError(error), reason }, 'reconcile failed')
          reject(error)
        })
      }),
    progress: () => progress,
  }
}
