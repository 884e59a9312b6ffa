import type { EventPublisher } from '@rollcall/event-bus/port'
import type { Lane, SubscriberName } from '@rollcall/events/subscribers'
import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { type Claim, type ClaimLimits, claimPendingEvents } from './claim-pending-events.js'
import { packBatches } from './pack-batches.js'
import { recordPublication } from './record-publication.js'

// The bus may wait for room in a queue for longer than a session may be idle in its transaction.
const beatMs = 4000

export interface Published extends Claim {
  /** Subscribers whose full queue was left out. */
  missed: SubscriberName[]
}

/**
 * One round: claim → publish → delete, in one transaction. A crash anywhere leaves the events in the outbox; one
 * between publish and commit publishes them twice, which is harmless.
 */
export function publishPending(
  pool: Pool,
  publisher: EventPublisher,
  lane: Lane,
  limits: ClaimLimits,
): Promise<Published> {
  return inTransaction(pool, async (client) => {
    const claim = await claimPendingEvents(client, lane, limits)
    if (claim.events.length === 0) return { ...claim, missed: [] }
    const beat = setInterval(() => void client.query('SELECT 1').catch(() => {}), beatMs)
    const { missed } = await publisher.publish(packBatches(lane, claim.events)).finally(() => clearInterval(beat))
    await recordPublication(client, lane, claim.events)
    return { ...claim, missed }
  })
}
