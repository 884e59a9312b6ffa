import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import { createWakeUp } from '@rollcall/service-kit/wake-up'
import type { ParkedEvents, RetryingEvent } from './parked-events.js'
import type { RetryPolicy } from './retry-policy.js'

const awayMs = 1000
const leastMs = 10

/**
 * Tries what is due, settles what has become needless, and wakes what an upgrade has made readable; otherwise sleeps
 * until something is due. Survives its database being away.
 */
export function createRetryLoop(options: {
  parked: ParkedEvents
  retry: (events: RetryingEvent[]) => Promise<void>
  sweep: () => Promise<void>
  knownVersions: readonly string[]
  policy: Pick<RetryPolicy, 'pollMs' | 'sweepMs'>
  logger: Logger
}) {
  const { parked, retry, sweep, knownVersions, policy, logger } = options
  const wakeUp = createWakeUp()
  let stopped = true
  let running: Promise<void> | undefined
  let revivedAt = 0
  let sweptAt = 0

  /** Answers how long to sleep. */
  const runOnce = async (): Promise<number> => {
    let { dueInMs, anyOpen } = await parked.look()
    if (!anyOpen) return policy.pollMs
    // Again and again: during an upgrade a replica of the older code may park them once more.
    if (Date.now() - revivedAt >= policy.pollMs) {
      revivedAt = Date.now()
      if ((await parked.revive(knownVersions)) > 0) dueInMs = 0
    }
    if (Date.now() - sweptAt >= policy.sweepMs) {
      sweptAt = Date.now()
      await sweep()
    }
    if (dueInMs !== null && dueInMs <= 0) {
      await retry(await parked.claimDue())
      return leastMs
    }
    return Math.max(leastMs, Math.min(dueInMs ?? policy.sweepMs, policy.sweepMs, policy.pollMs))
  }

  return {
    start: () => {
      stopped = false
      running = (async () => {
        while (!stopped) {
          const sleepMs = await runOnce().catch((error: unknown) => {
            logger.debug({ err: describeError(error) }, 'retries are waiting for the database')
            return awayMs
          })
          if (!stopped) await wakeUp.wait(sleepMs)
        }
      })()
    },
    /** Something was put aside, or a person wants one tried now. */
    wake: wakeUp.signal,
    stop: async () => {
      stopped = true
      wakeUp.signal()
      await running
    },
  }
}
export type RetryLoop = ReturnType<typeof createRetryLoop>
