import { setTimeout as sleep } from 'node:timers/promises'
import { AppError, describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Queryable } from '@rollcall/service-kit/postgres'
import type { PrewarmOptions } from './prewarm-run.js'
import type { PrewarmRunner } from './prewarm-runner.js'
import { readOpenRun } from './run-table.js'
import { untilAborted } from './until-aborted.js'

export interface PrewarmSchedule {
  /** How often it is looked for a run that its replica has left. */
  watchMs: number
  /** The rest after a start that met somebody away; it doubles up to the longest. */
  firstRetryMs: number
  maxRetryMs: number
}
export const defaultSchedule: PrewarmSchedule = { watchMs: 30_000, firstRetryMs: 1000, maxRetryMs: 30_000 }

/**
 * What prewarming does by itself: it goes on with a run that was cut, at the start and whenever one is found, and at
 * the start it warms everyone's recent conversations, as soon as all that it needs is there.
 */
export function createPrewarmStart(deps: {
  runner: PrewarmRunner
  db: Queryable
  /** Rejects while the cache or the directory is away. */
  ready: () => Promise<unknown>
  /** Null: nothing is warmed at the start. */
  atStart: PrewarmOptions | null
  logger: Logger
  schedule: PrewarmSchedule
}) {
  const { runner, db, ready, atStart, logger, schedule } = deps
  const closing = new AbortController()
  const { signal } = closing

  /** False: another run is open, and everyone's is still to come. */
  const warmEveryone = async (options: PrewarmOptions): Promise<boolean> => {
    await untilAborted(signal, ready())
    const taken = await runner.takeUp()
    if (taken && taken.tenantId === null) return true
    try {
      await runner.runToEnd({ tenantId: null, reason: 'startup', startedBy: null, options })
      return true
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'CONFLICT') throw error
      const open = await readOpenRun(db)
      return open !== null && open.tenantId === null
    }
  }

  const begin = async () => {
    for (let restMs = schedule.firstRetryMs; ; restMs = Math.min(schedule.maxRetryMs, 2 * restMs)) {
      try {
        if (atStart === null) {
          await runner.takeUp()
          return
        }
        if (await warmEveryone(atStart)) return
      } catch (error) {
        logger.debug({ err: describeError(error) }, 'the prewarm of the start has to wait')
      }
      await sleep(restMs, undefined, { signal, ref: false })
    }
  }

  const watch = async () => {
    for (;;) {
      await sleep(schedule.watchMs, undefined, { signal, ref: false })
      try {
        const open = await readOpenRun(db)
        if (open?.run.interrupted) await runner.takeUp()
      } catch (error) {
        logger.debug({ err: describeError(error) }, 'interrupted prewarms could not be looked for')
      }
    }
  }

  return {
    /** Returns at once. */
    start: () => {
      // Both end by the abort of their rest.
      void Promise.allSettled([begin(), watch()])
    },
    stop: async () => {
      closing.abort(new Error('the service is closing'))
      await runner.close()
    },
  }
}
