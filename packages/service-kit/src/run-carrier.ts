import { setTimeout as delay } from 'node:timers/promises'
import { withAdvisoryLock } from './advisory-lock.js'
import { describeError } from './errors.js'
import type { Logger } from './logger.js'
import type { Pool } from './postgres.js'
import { isTransientFault } from './transient-fault.js'
import { createWakeUp } from './wake-up.js'

export interface RunCarrier {
  start: () => void
  /** Finishes the step at hand. Another replica, or the next start, goes on. */
  stop: () => Promise<void>
  /** There is a new run. */
  wake: () => void
}

export interface RunCarrierOptions<Run extends { id: string }> {
  /** The system's: runs of every organisation. Each that is carried holds one of its connections. */
  pool: Pool
  logger: Logger
  /** What the runs are called in the log and in the names of their locks. */
  kind: string
  /** Those that haven't ended, in the order in which they should be begun. */
  find: () => Promise<Run[]>
  /**
   * Carries one to its end, step by step from where it is now: another may have had it since it was found. Returns early
   * once `halted`, and is called again after a fault.
   */
  carry: (run: Run, halted: AbortSignal) => Promise<void>
  /** Notes a fault: one that isn't `isTransient` would come again, so that the run, or its step, has to be given up. */
  noteFault: (run: Run, fault: RunFault) => Promise<void>
  /** Whether a fault goes away by itself; said here where it takes more than knowing the stores. */
  isTransient?: (error: unknown) => boolean
  /** How many are carried at once at most, the others waiting for room. */
  maxSideBySide?: number
  /** How often runs are looked for without a hint, such as those that a killed replica left behind. */
  everyMs?: number
}
export interface RunFault {
  error: unknown
  isTransient: boolean
}

const restMs = 1000

/** Carries runs out side by side, each on whichever replica gets hold of it first, and on one replica at a time. */
export function createRunCarrier<Run extends { id: string }>(options: RunCarrierOptions<Run>): RunCarrier {
  const { pool, logger, kind, find, isTransient = isTransientFault, maxSideBySide = Infinity, everyMs = 5000 } = options
  const wakeUp = createWakeUp()
  const carried = new Map<string, Promise<void>>()
  // Runs that another replica has, until when they are left to it.
  const elsewhere = new Map<string, number>()
  let someWait = false
  let stopping = new AbortController()
  let looping: Promise<void> = Promise.resolve()

  const rest = () => delay(restMs, undefined, { signal: stopping.signal }).catch(() => {})

  const look = async () => {
    const runs = await find().catch(() => [])
    const now = performance.now()
    for (const [id, until] of elsewhere) if (until <= now) elsewhere.delete(id)
    const free = runs.filter(({ id }) => !carried.has(id) && !elsewhere.has(id))
    const begun = free.slice(0, Math.max(0, maxSideBySide - carried.size))
    someWait = begun.length < free.length
    for (const run of begun) carried.set(run.id, keep(run))
  }

  const loop = async () => {
    while (!stopping.signal.aborted) {
      await look()
      await wakeUp.wait(everyMs)
    }
  }

  /** Until it is through, and then makes room. */
  const keep = async (run: Run) => {
    const isOurs = await withAdvisoryLock(pool, `${kind}.${run.id}`, (lost) =>
      goOn(run, AbortSignal.any([stopping.signal, lost])),
    ).catch(async (error: unknown) => {
      logger.warn({ err: describeError(error), runId: run.id }, `a run (${kind}) lost its connection`)
      await rest()
      wakeUp.signal()
      return true
    })
    // Shorter than the time between two looks, so that the next one takes it up where that replica has died.
    if (!isOurs) elsewhere.set(run.id, performance.now() + everyMs / 2)
    carried.delete(run.id)
    if (someWait) wakeUp.signal()
  }

  const goOn = async (run: Run, halted: AbortSignal) => {
    while (!halted.aborted) {
      try {
        return await options.carry(run, halted)
      } catch (error) {
        const fault = { error, isTransient: isTransient(error) }
        logger.warn(
          { err: describeError(error), runId: run.id, isTransient: fault.isTransient },
          `a run (${kind}) was interrupted`,
        )
        await options.noteFault(run, fault).catch(() => {})
        await rest()
      }
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
