import { withAdvisoryLock } from '@rollcall/service-kit/advisory-lock'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { createWakeUp } from '@rollcall/service-kit/wake-up'
import { purgeLog, type Retention } from './purge-log.js'

const hourMs = 3_600_000
/** Not at once: a start has better things to do. */
const firstMs = 60_000

/** Purges the log every hour, on one replica. A failure is logged, and tried again an hour later. */
export function createLogKeeper(options: { pool: Pool; logger: Logger; retention: Retention }) {
  const { pool, logger, retention } = options
  const wakeUp = createWakeUp()
  const closing = new AbortController()
  let loop: Promise<void> | undefined

  const purge = async (lost: AbortSignal) => {
    const signal = AbortSignal.any([closing.signal, lost])
    const removed = await purgeLog(pool, retention, signal)
    if (Object.values(removed).some((count) => count > 0)) logger.info(removed, 'the log was purged')
  }

  return {
    start: () => {
      loop = (async () => {
        await wakeUp.wait(firstMs)
        while (!closing.signal.aborted) {
          await withAdvisoryLock(pool, 'log-purge', purge).catch((error: unknown) => {
            logger.warn({ err: describeError(error) }, 'the log could not be purged')
          })
          if (!closing.signal.aborted) await wakeUp.wait(hourMs)
        }
      })()
    },
    stop: async () => {
      closing.abort()
      wakeUp.signal()
      await loop
    },
  }
}
