import type { SubscriberStore } from '../subscriber-store.js'
import type { OpenEvent, ParkedEvents } from './parked-events.js'

const pageSize = 500

/**
 * Settles open events whose user has moved on without them: a newer event or reconcile has brought the user here. Each
 * call looks at the next 500, and begins anew behind the last.
 */
export function createParkedSweep(options: { parked: ParkedEvents; store: Pick<SubscriberStore, 'versions'> }) {
  const { parked, store } = options
  let after = '0'
  return async (): Promise<void> => {
    const page = await parked.openAfter(after, pageSize)
    after = page.length === pageSize ? (page.at(-1)?.id ?? '0') : '0'
    if (page.length === 0) return
    const kept = await store.versions([...new Set(page.map(({ userId }) => userId))])
    const idsOf = (wanted: (event: OpenEvent, version: number) => boolean) =>
      page.filter((event) => wanted(event, kept.get(event.userId)?.version ?? 0)).map(({ id }) => id)
    await parked.settle(
      idsOf(({ userVersion }, version) => version === userVersion),
      'applied',
    )
    await parked.settle(
      idsOf(({ userVersion }, version) => version > userVersion),
      'superseded',
    )
  }
}
