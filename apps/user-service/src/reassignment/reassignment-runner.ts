import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { createRunCarrier, type RunCarrier } from '@rollcall/service-kit/run-carrier'
import type { Subscriber } from '@rollcall/subscriber/subscriber'
import { finishRun } from './finish-run.js'
import { findOpenRuns, type OpenRun, readOpenRun } from './open-run.js'
import { keepStep, takeBackStep } from './take-back-step.js'
import { giveUpStep, takeStep } from './take-step.js'

export interface ReassignmentRunnerOptions {
  /** For all organisations. */
  pool: Pool
  audit: Subscriber['audit']
  logger: Logger
  everyMs?: number
}

// Each holds two connections of the pool.
const maxSideBySide = 2

/** Carries reassignments out; a few side by side, so that a long one keeps no other organisation waiting. */
export function createReassignmentRunner({ pool, audit, logger, everyMs }: ReassignmentRunnerOptions): RunCarrier {
  return createRunCarrier<OpenRun>({
    ...{ pool, logger, everyMs, kind: 'reassignment', maxSideBySide },
    find: () => findOpenRuns(pool),
    carry: async ({ id }, halted) => {
      while (!halted.aborted) {
        const run = await readOpenRun(pool, id)
        if (!run) return
        if (await (run.state === 'taking_back' ? takeBackStep(pool, run) : takeStep(pool, run))) continue
        return await finishRun(pool, audit, run)
      }
    },
    // A step that fails by itself is given up, and the run goes on with the next.
    noteFault: async ({ id }, { isTransient }) => {
      const run = isTransient ? undefined : await readOpenRun(pool, id)
      if (run) await (run.state === 'taking_back' ? keepStep(pool, run) : giveUpStep(pool, run))
    },
  })
}
