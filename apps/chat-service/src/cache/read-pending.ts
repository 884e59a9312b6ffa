import type { EventBus } from '@rollcall/event-bus/port'
import { shareRecent } from '@rollcall/service-kit/share-recent'

const freshMs = 2000

/**
 * How much waits in this service's queue; null when the queue can't be asked. However many ask, the queue is asked at
 * most every two seconds.
 */
export function createPendingReader(bus: Pick<EventBus, 'createInspector'>, clock?: () => number) {
  const inspector = bus.createInspector()
  const ask = (): Promise<number | null> =>
    inspector.depth('chat').then(
      ({ waiting, active, delayed }) => waiting + active + delayed,
      () => null,
    )
  return { read: shareRecent(ask, freshMs, clock), close: () => inspector.close() }
}
