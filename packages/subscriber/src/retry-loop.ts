import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import { createWakeUp } from '@rollcall/service-kit/wake-up'
import type { ParkedEvents, RetryingEvent } from './parked-events.js'

/** Looks for due retries for ever, one by one; survives its database being away. */
export function createRetryLoop(options: {
  parked: ParkedEvents
  retryOne: (event: RetryingEvent) => Promise<void>
  pollMs: number
  logger: Logger
}) {
  const { parked, retryOne, pollMs, logger } = options
  const wakeUp = createWakeUp()
  let stopped = true
  let running: Promise<void> | undefined

  const runDue = async () => {
    try {
      for (const event of await parked.claimDue()) {
        if (stopped) return
        await retryOne(event)
      }
    } catch (error) {
      logger.debug({ err: describeError(error) }, 'retries are waiting for the database')
    }
  }

  return {
    start: () => {
      stopped = false
      running = (async () => {
        while (!stopped) {
          await runDue()
          if (!stopped) await wakeUp.wait(pollMs)
        }
      })()
    },
    stop: async () => {
      stopped = true
      wakeUp.signal()
      await running
    },
  }
}
