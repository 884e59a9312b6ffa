import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { withAdvisoryLock } from '@rollcall/service-kit/advisory-lock'
import { AppError } from '@rollcall/service-kit/errors'
import { busy } from './busy.js'
import { concludeRun } from './conclude-run.js'
import { type ExecuteDeps, executeRun } from './execute-run.js'
import type { PrewarmScope } from './prewarm-desk.js'
import type { PrewarmRun, PrewarmState } from './prewarm-run.js'
import { markStopped, openRun, readOpenRun, type StoredRun } from './run-table.js'

export interface PrewarmRequest {
  /** Whose conversations; null: everyone's. */
  tenantId: string | null
  reason: PrewarmRun['reason']
  startedBy: string | null
  options: PrewarmRun['options']
}

export interface PrewarmRunner {
  /**
   * Resolves at the run's end, with how it ended; null when it was left open. `started` is told its id.
   * @throws AppError CONFLICT while one is open, here or on another replica; UNAVAILABLE while the service closes
   */
  runToEnd: (request: PrewarmRequest, started?: (runId: string) => void) => Promise<PrewarmState | null>
  /** Starts a run and resolves as soon as it has begun. @throws as runToEnd */
  request: (request: PrewarmRequest) => Promise<{ runId: string }>
  /** Goes on, to its end, with a run that nobody does any more. Answers which; null when there is none. */
  takeUp: () => Promise<StoredRun | null>
  /** Stops the run, on whichever replica it is. */
  stopRun: (scope: PrewarmScope) => Promise<{ stopped: boolean; runId: string | null }>
  /** Leaves what is under way to whoever takes it up. */
  close: () => Promise<void>
}

const lockTries = 20
const lockRetryMs = 50
const closeWithinMs = 4000

/** Does runs, one at a time over all replicas. */
export function createPrewarmRunner(deps: ExecuteDeps): PrewarmRunner {
  const { pool } = deps
  const closing = new AbortController()
  const underWay = new Set<Promise<unknown>>()
  let isBusy = false
  let current: { runId: string; stop: AbortController } | undefined

  const perform = async (stored: StoredRun, lost: AbortSignal): Promise<PrewarmState | null> => {
    const stop = new AbortController()
    current = { runId: stored.run.id, stop }
    const state = await executeRun(deps, stored, { stop, lost, closing: closing.signal }).finally(() => {
      current = undefined
    })
    await concludeRun(deps, stored.run, state)
    return state
  }

  /** False when the lock is held, here or on another replica. */
  const locked = async (work: (lost: AbortSignal) => Promise<void>): Promise<boolean> => {
    if (isBusy) return false
    isBusy = true
    try {
      return await withAdvisoryLock(pool, 'prewarm', work)
    } finally {
      isBusy = false
    }
  }

  const track = <T>(work: Promise<T>): Promise<T> => {
    const tracked = work.catch(() => {}).finally(() => underWay.delete(tracked))
    underWay.add(tracked)
    return work
  }

  const takeUp = async (): Promise<StoredRun | null> => {
    if (closing.signal.aborted) return null
    let taken: StoredRun | null = null
    await locked(async (lost) => {
      taken = await readOpenRun(pool)
      if (taken) await perform(taken, lost)
    })
    return taken
  }

  const runToEnd: PrewarmRunner['runToEnd'] = async (request, started = () => {}) => {
    for (let tries = 1; ; tries += 1) {
      if (closing.signal.aborted) throw new AppError('UNAVAILABLE', 'The service is closing.')
      let open: StoredRun | null = null
      let state: PrewarmState | null = null
      const isFree = await locked(async (lost) => {
        open = await readOpenRun(pool)
        if (open) return
        const stored = await openRun(pool, { id: randomUUID(), ...request })
        started(stored.run.id)
        state = await perform(stored, lost)
      })
      if (isFree && !open) return state
      open ??= await readOpenRun(pool)
      // Nobody does it: then not in half a minute, but now.
      if (isFree) track(takeUp()).catch(() => {})
      // Without a run, the one before has ended and gives its lock back in a moment.
      if (open || tries === lockTries) throw busy(open, request.tenantId)
      await sleep(lockRetryMs)
    }
  }

  return {
    runToEnd: (...given) => track(runToEnd(...given)),
    takeUp: () => track(takeUp()),
    request: (request) =>
      new Promise((resolve, reject) => {
        track(runToEnd(request, (runId) => resolve({ runId }))).catch(reject)
      }),
    stopRun: async (scope) => {
      const runId = await markStopped(pool, scope)
      if (current && current.runId === runId) current.stop.abort(new Error('the run was stopped'))
      return { stopped: runId !== null, runId }
    },
    close: async () => {
      closing.abort(new Error('the service is closing'))
      // A database that says nothing must not keep the process.
      await Promise.race([Promise.allSettled(underWay), sleep(closeWithinMs, undefined, { ref: false })])
    },
  }
}
