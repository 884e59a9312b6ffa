import { setTimeout as delay } from 'node:timers/promises'
import { withAdvisoryLock } from '@rollcall/service-kit/advisory-lock'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { isTransientFault } from '@rollcall/service-kit/transient-fault'
import { createWakeUp } from '@rollcall/service-kit/wake-up'
import type { Subscriber } from '@rollcall/subscriber/subscriber'
import { finishRun } from './finish-run.js'
import { findOpenRuns, type OpenRun, readOpenRun } from './open-run.js'
import { keepStep, takeBackStep } from './take-back-step.js'
import { giveUpStep, takeStep } from './take-step.js'

export interface ReassignmentRunner {
  start: () => void
  /** Finishes the step at hand. Another replica, or the next start, goes on. */
  stop: () => Promise<void>
  /** There is a new run. */
  wake: () => void
}

export interface ReassignmentRunnerOptions {
  /** For all organisations. */
  pool: Pool
  audit: Subscriber['audit']
  logger: Logger
  /** How often runs are looked for without a hint, such as those that a killed replica left behind. */
  everyMs?: number
}

const awayMs = 1000
// Each holds two connections of the pool.
const maxSideBySide = 2

/** Carries reassignments out, on whichever replica gets hold of them first; a run has one replica at a time. */
export function createReassignmentRunner(options: ReassignmentRunnerOptions): ReassignmentRunner {
  const { pool, audit, logger, everyMs = 5000 } = options
  const wakeUp = createWakeUp()
  let stopping = new AbortController()
  let looping: Promise<void> = Promise.resolve()
  // Side by side, so that a long one keeps no other organisation waiting.
  const carried = new Map<string, Promise<void>>()

  const loop = async () => {
    while (!stopping.signal.aborted) {
      for (const { id } of await findOpenRuns(pool).catch(() => [])) {
        if (carried.size < maxSideBySide && !carried.has(id)) carried.set(id, carry(id))
      }
      await wakeUp.wait(everyMs)
    }
  }

  const carry = (id: string): Promise<void> =>
    withAdvisoryLock(pool, `reassignment.${id}`, async (lost) => {
      while (!stopping.signal.aborted && !lost.aborted) {
        const run = await readOpenRun(pool, id)
        if (!run || !(await goOn(run))) return
      }
    })
      .catch((error: unknown) =>
        logger.warn({ err: describeError(error), runId: id }, 'a reassignment was interrupted'),
      )
      .then(() => {
        carried.delete(id)
        // Another may have waited for room.
        wakeUp.signal()
      })

  /** One step more. False when the run has ended. */
  const goOn = async (run: OpenRun): Promise<boolean> => {
    const isTurned = run.state === 'taking_back'
    try {
      if (isTurned ? await takeBackStep(pool, run) : await takeStep(pool, run)) return true
      await finishRun(pool, audit, run)
      return false
    } catch (error) {
      const transient = isTransientFault(error)
      logger.warn({ err: describeError(error), runId: run.id, transient }, 'a step of a reassignment failed')
      if (!transient) await (isTurned ? keepStep(pool, run) : giveUpStep(pool, run))
      await delay(awayMs, undefined, { signal: stopping.signal }).catch(() => {})
      return true
    }
  }

  return {
    wake: wakeUp.signal,
    start: () => {
      stopping = new AbortController()
      looping = loop()
    },
    stop: async () => {
      stopping.abort()
      wakeUp.signal()
      await looping
      await Promise.all(carried.values())
    },
  }
}
