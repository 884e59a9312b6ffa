import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Queryable } from '@rollcall/service-kit/postgres'
import type { PrewarmFailure, PrewarmRun, PrewarmState } from './prewarm-run.js'
import { saveProgress } from './save-progress.js'

const saveEveryMs = 250
/** As many are named; the others are counted. */
const maxNamedFailures = 1000

/** What became of one batch. `seq` is a user's position in the run. */
export interface BatchOutcome {
  size: number
  already: number
  failures: (PrewarmFailure & { seq: number })[]
}
export type RunBook = ReturnType<typeof createRunBook>

/**
 * Keeps the book of one run: counts in memory, saved four times a second, so that whoever takes the run up goes on
 * from there. `onStopped` is called when somebody has stopped the run, `onLost` when another replica goes on with it.
 */
export function createRunBook(options: {
  db: Queryable
  run: PrewarmRun
  logger: Logger
  onStopped: () => void
  onLost: () => void
}) {
  const { db, run, logger, onStopped, onLost } = options
  const waits = new Map<string, string>()
  // Every failure so far is named until there is no room; of those, these are not saved yet.
  let unsaved: BatchOutcome['failures'] = []
  /** What the row may hold: what it held last, and whatever was sent since without an answer. */
  let expected = [run.totalProcessed]
  let saving: Promise<void> | undefined

  const write = async (end: PrewarmState | null) => {
    const failures = unsaved
    expected = [...new Set([...expected, run.totalProcessed])]
    const { totalProcessed } = run
    const state = await saveProgress(db, { run, expected, failures, end })
    unsaved = unsaved.slice(failures.length)
    expected = [totalProcessed]
    return state
  }
  const save = async () => {
    saving ??= write(null)
      .then((state) => {
        if (state === null) onLost()
        else if (state !== 'running') onStopped()
      })
      .catch((error: unknown) => logger.debug({ err: describeError(error) }, 'the progress could not be saved yet'))
      .finally(() => {
        saving = undefined
      })
    await saving
  }
  const timer = setInterval(() => void save(), saveEveryMs)
  timer.unref()

  return {
    run,
    add: ({ size, already, failures }: BatchOutcome) => {
      unsaved = [...unsaved, ...failures.slice(0, Math.max(0, maxNamedFailures - run.errors))]
      run.totalProcessed += size
      run.cached += size - failures.length
      run.already += already
      run.errors += failures.length
    },
    rested: (ms: number) => {
      run.restedMs += Math.round(ms)
    },
    /** Says what the run waits for, until it is told null. */
    wait: (what: string, why: string | null) => {
      if (why === null) waits.delete(what)
      else waits.set(what, why)
      run.error = [...waits.values()][0] ?? null
    },
    /**
     * Saves the last of it; `end` null leaves the run open. Answers how the run ended by the book, where somebody's stop
     * comes first; null when it is open, or another replica has gone on with it.
     */
    close: async (end: PrewarmState | null): Promise<PrewarmState | null> => {
      clearInterval(timer)
      await saving
      const before = await write(end)
      return before === 'running' ? end : before
    },
    /** Saves no more: the run is somebody else's. */
    abandon: async (): Promise<void> => {
      clearInterval(timer)
      await saving
    },
  }
}
