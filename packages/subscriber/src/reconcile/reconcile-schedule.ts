import { setTimeout as sleep } from 'node:timers/promises'
import { AppError, describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import { createWakeUp } from '@rollcall/service-kit/wake-up'
import type { QueueWatch } from './queue-watch.js'
import type { Reconciler } from './reconciler.js'

export interface ReconcileSchedule {
  everyMs: number
  /** After a failure, doubling up to `everyMs`. */
  retryMs: number
  /** Of the time, 0 < share ≤ 1: where a run takes long, as over a cache of 300,000 users, it comes more rarely. */
  maxShare: number
}
export const defaultReconcileSchedule: ReconcileSchedule = { everyMs: 5 * 60_000, retryMs: 1000, maxShare: 0.005 }

/** Another replica is at it, or the queue is paused: look again soon. */
const busyRetryMs = 30_000
const whenFreeMs = 500
/** A backlog of more messages than this is waited for, but not for ever. */
const calmBacklog = 20
const maxPostponed = 3

const isConflict = (error: unknown) => error instanceof AppError && error.code === 'CONFLICT'

/** Reconciles at start (again and again until it works), on a schedule, and after messages were left out. */
export function createReconcileSchedule(options: {
  reconciler: Reconciler
  queue: QueueWatch
  schedule: ReconcileSchedule
  logger: Logger
}) {
  const { reconciler, queue, schedule, logger } = options
  const { signal } = reconciler
  const wakeUp = createWakeUp()
  let loop: Promise<void> | undefined
  let reason = 'start'
  let failures = 0
  let postponed = 0

  /** Answers how long to wait. */
  const runOnce = async (): Promise<number> => {
    if (reason === 'schedule' && postponed < maxPostponed && (await queue.backlog()) > calmBacklog) {
      postponed += 1
      return schedule.everyMs
    }
    postponed = 0
    let waitMs = schedule.everyMs
    try {
      const { startedAt, endedAt } = await reconciler.runToEnd({ mode: 'apply', reason })
      const tookMs = Date.parse(endedAt ?? startedAt) - Date.parse(startedAt)
      waitMs = Math.max(waitMs, tookMs / schedule.maxShare)
      reason = 'schedule'
    } catch (error) {
      if (!isConflict(error)) throw error
      waitMs = Math.min(waitMs, busyRetryMs)
    }
    failures = 0
    return waitMs
  }

  const afterFailure = (error: unknown): number => {
    const waitMs = Math.min(schedule.everyMs, schedule.retryMs * 2 ** Math.min(failures, 16))
    failures += 1
    if (!signal.aborted) logger.warn({ err: describeError(error), failures }, 'reconcile failed and will be repeated')
    return waitMs
  }

  return {
    start: () => {
      loop = (async () => {
        while (!signal.aborted) {
          const waitMs = await runOnce().catch(afterFailure)
          if (!signal.aborted) await wakeUp.wait(waitMs)
        }
      })()
    },
    /** Once the reconciler has been told to stop. */
    stop: async () => {
      wakeUp.signal()
      await loop
    },
    /** A whole run that begins after this call: one that is under way may have passed what was left out. */
    runAfterMissed: async (): Promise<void> => {
      for (;;) {
        try {
          const { state } = await reconciler.runToEnd({ mode: 'apply', reason: 'missed messages' })
          if (state === 'done') return
          throw new Error('the reconcile was stopped')
        } catch (error) {
          if (!isConflict(error) || (await queue.isPaused())) throw error
        }
        await sleep(whenFreeMs, undefined, { signal })
      }
    },
  }
}
