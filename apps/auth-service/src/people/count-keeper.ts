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

/** In one statement, so that every snapshot has the same sums. Kinds of which there is one row already are left alone. */
export async function foldCounts(pool: Pick<Pool, 'query'>): Promise<void> {
  await pool.query(`
    WITH many AS (
      SELECT tenant_id, role, ministere, state FROM people_count GROUP BY 1, 2, 3, 4 HAVING count(*) > 1
    ), folded AS (
      DELETE FROM people_count AS c USING many AS m
      WHERE c.tenant_id = m.tenant_id AND c.role = m.role AND c.ministere IS NOT DISTINCT FROM m.ministere AND c.state = m.state
      RETURNING c.tenant_id, c.role, c.ministere, c.state, c.people
    )
    INSERT INTO people_count (tenant_id, role, ministere, state, people)
    SELECT tenant_id, role, ministere, state, sum(people) FROM folded GROUP BY 1, 2, 3, 4 HAVING sum(people) <> 0`)
}
