import { withAdvisoryLock } from '@rollcall/service-kit/advisory-lock'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { createWakeUp } from '@rollcall/service-kit/wake-up'

const everyMs = 60_000

/** Folds the differences of which people's counts consist into one row a kind, every minute, on one replica. */
export function createCountKeeper({ pool, logger }: { pool: Pool; logger: Logger }) {
  const wakeUp = createWakeUp()
  const closing = new AbortController()
  let loop: Promise<void> | undefined

  return {
    start: () => {
      loop = (async () => {
        while (!closing.signal.aborted) {
          await withAdvisoryLock(pool, 'people-count', () => foldCounts(pool)).catch((error: unknown) => {
            logger.warn({ err: describeError(error) }, 'the counts of people could not be folded')
          })
          if (!closing.signal.aborted) await wakeUp.wait(everyMs)
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

export async function foldCounts(pool: Pick<Pool, 'query'>): Promise<void> {
  await pool.query('SELECT people_count_fold(NULL)')
}
