import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Queryable } from '@rollcall/service-kit/postgres'

/**
 * Makes the pages of published rows usable again while an import runs. Autovacuum looks once a minute: by then half a
 * million rows may have passed, and every claim would walk past them.
 */
export function createOutboxTidier(options: { db: Queryable; logger: Logger; everyEvents: number }) {
  const { db, logger, everyEvents } = options
  let passed = 0
  return {
    /** After a round's transaction. Never rejects: a table that could not be tidied only grows a little. */
    after: async (events: number): Promise<void> => {
      passed += events
      if (passed < everyEvents) return
      passed = 0
      try {
        // Another relay, or autovacuum, may be at it.
        await db.query('VACUUM (SKIP_LOCKED) outbox')
      } catch (error) {
        logger.debug({ err: describeError(error) }, 'the outbox could not be tidied')
      }
    },
  }
}
