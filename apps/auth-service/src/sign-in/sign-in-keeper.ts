import { withAdvisoryLock } from '@rollcall/service-kit/advisory-lock'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { createWakeUp } from '@rollcall/service-kit/wake-up'
import { removeExpired } from './keep-sessions.js'

const everyMs = 600_000

/** Removes expired sessions, links and keys now and then, on one replica. A failure is logged, and tried again. */
export function createSignInKeeper(options: { pool: Pool; logger: Logger }) {
  const { pool, logger } = options
  const wakeUp = createWakeUp()
  let stopped = false
  let loop: Promise<void> | undefined

  const run = async () => {
    while (!stopped) {
      await wakeUp.wait(everyMs)
      if (stopped) return
      await withAdvisoryLock(pool, 'sign-in-keeper', async () => {
        const removed = await removeExpired(pool)
        if (Object.values(removed).some((count) => count > 0)) logger.info(removed, 'expired sign-ins were removed')
      }).catch((error: unknown) => {
        logger.warn({ err: describeError(error) }, 'expired sign-ins could not be removed')
      })
    }
  }

  return {
    start: () => {
      loop = run()
    },
    stop: async () => {
      stopped = true
      wakeUp.signal()
      await loop
    },
  }
}
