import type { QueueInspector } from '@rollcall/event-bus/port'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { createWakeUp } from '@rollcall/service-kit/wake-up'
import { assertQueuePauses } from './queue-pauses.js'

/** Looks every few seconds whether the queues still do what was asked; a store that is away is asked again. */
export function createPauseKeeper(options: {
  pool: Pool
  inspector: QueueInspector
  logger: Logger
  everyMs?: number
}) {
  const { pool, inspector, logger, everyMs = 5000 } = options
  const wakeUp = createWakeUp()
  let stopped = true
  let running: Promise<void> | undefined

  return {
    start: () => {
      stopped = false
      running = (async () => {
        while (!stopped) {
          await assertQueuePauses(pool, inspector).catch((error: unknown) => {
            logger.debug({ err: describeError(error) }, 'pauses could not be looked at')
          })
          if (!stopped) await wakeUp.wait(everyMs)
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
