import type { EventBatch } from '@rollcall/event-bus/port'
import type { Lane } from '@rollcall/events/subscribers'
import type { ClaimedEvent } from './claim-pending-events.js'

/** Subscribers write 500 users in one statement as fast as any larger number; more only holds others up. */
export const maxBatchEvents = 500

/** Packs events into messages of up to 500, in order, joining their JSON texts as they are. */
export function packBatches(lane: Lane, events: Pick<ClaimedEvent, 'json'>[]): EventBatch[] {
  const batches: EventBatch[] = []
  for (let start = 0; start < events.length; start += maxBatchEvents) {
    const slice = events.slice(start, start + maxBatchEvents)
    batches.push({ lane, count: slice.length, events: `[${slice.map((event) => event.json).join(',')}]` })
  }
  return batches
}
