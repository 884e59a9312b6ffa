import { subscriberNames } from '@rollcall/events/subscribers'
import { withAdvisoryLock } from '@rollcall/service-kit/advisory-lock'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { createWakeUp } from '@rollcall/service-kit/wake-up'
import type { SubscriberClient } from '../subscribers/subscriber-client.js'

const maxAtOnce = 100

/** Tells each subscriber of those who have not confirmed it, once. Answers how many confirmed. */
export async function carryErasures(pool: Pool, subscribers: SubscriberClient): Promise<number> {
  let confirmed = 0
  for (const name of subscriberNames) {
    const { rows } = await pool.query<{ userId: string }>(
      `SELECT user_id AS "userId" FROM erasure WHERE waits_for <> '{}' AND $1 = ANY (waits_for)
       ORDER BY erased_at LIMIT ${maxAtOnce}`,
      [name],
    )
    for (const { userId } of rows) {
      const answer = await subscribers.ask(name, 'erase', { userId })
      // Whoever is away hears of all of them once it is back.
      if (!answer.reached) break
      await pool.query('UPDATE erasure SET waits_for = array_remove(waits_for, $2) WHERE user_id = $1', [userId, name])
      confirmed += 1
    }
  }
  return confirmed
}

/**
 * Carries erasures to what subscribers keep beside their projections, until each has confirmed: one that was down for
 * days hears of it too. The projections learn of it by the event.
 */
export function createErasureCourier(options: {
  pool: Pool
  subscribers: SubscriberClient
  logger: Logger
  everyMs?: number
}) {
  const { pool, subscribers, logger, everyMs = 5000 } = options
  const wakeUp = createWakeUp()
  let stopping = false
  let loop: Promise<void> = Promise.resolve()

  const carry = async () => {
    const { rowCount } = await pool.query(`SELECT FROM erasure WHERE waits_for <> '{}' LIMIT 1`)
    if (!rowCount) return
    await withAdvisoryLock(pool, 'erasures', async () => {
      await carryErasures(pool, subscribers)
    })
  }

  const run = async () => {
    while (!stopping) {
      await carry().catch((error: unknown) => logger.debug({ err: describeError(error) }, 'erasures wait'))
      if (!stopping) await wakeUp.wait(everyMs)
    }
  }

  return {
    start: () => {
      stopping = false
      loop = run()
    },
    stop: async () => {
      stopping = true
      wakeUp.signal()
      await loop
    },
  }
}
