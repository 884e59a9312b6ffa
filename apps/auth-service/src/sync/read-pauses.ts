import type { SubscriberName } from '@rollcall/events/subscribers'
import type { Pool } from '@rollcall/service-kit/postgres'
import { readQueuePauses } from '../queues/queue-pauses.js'

/** A queue that a person has paused. */
export interface QueuePauseView {
  at: string
  /** The person's name; null for people of other organisations, whose queue it is too. */
  by: string | null
  reason: string | null
}

/** Which queues people have paused, as one organisation may know it. */
export async function readPauses(
  db: Pick<Pool, 'query'>,
  tenantId: string,
): Promise<Map<SubscriberName, QueuePauseView>> {
  const pauses = await readQueuePauses(db)
  return new Map(
    [...pauses.values()].map(({ subscriber, at, by, reason, ...pause }) => {
      const own = pause.tenantId === tenantId
      return [subscriber, { at, by: own ? by.name : null, reason: own ? reason : null }]
    }),
  )
}
