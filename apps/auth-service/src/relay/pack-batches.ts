import type { EventBatch } from '@rollcall/event-bus/port'
import type { Lane } from '@rollcall/events/subscribers'
import type { ClaimedEvents } from './claim-pending-events.js'

/** Joins what was claimed into messages, in order, passing the events' JSON texts on as they are. */
export function packBatches(lane: Lane, claimed: Pick<ClaimedEvents, 'batch' | 'count' | 'json'>[]): EventBatch[] {
  const groups = new Map<number, { count: number; texts: string[] }>()
  for (const { batch, count, json } of claimed) {
    const group = groups.get(batch) ?? { count: 0, texts: [] }
    groups.set(batch, group)
    group.count += count
    group.texts.push(json)
  }
  return [...groups.values()].map(({ count, texts }) => ({ lane, count, events: `[${texts.join(',')}]` }))
}
