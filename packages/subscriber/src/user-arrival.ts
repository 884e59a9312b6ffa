import type { ParkedMark } from './parked/parked-event.js'
import type { KeptVersion } from './subscriber-store.js'

/** How a user who isn't kept is called: a cache reads everyone through on demand, so nobody is missing from it. */
export type AbsentState = 'unknown' | 'not_cached'

/** How one user stands here. Another organisation's user is answered exactly as one who isn't kept. */
export interface UserArrival {
  userId: string
  version: number | null
  state: 'present' | 'deleted' | AbsentState
  deleted: boolean
  eventAt: string | null
  syncedAt: string | null
  /** The event that keeps a newer version from arriving. */
  parked: ParkedMark | null
}

/** In the order asked. */
export function toArrivals(options: {
  tenantId: string
  ids: string[]
  kept: ReadonlyMap<string, KeptVersion>
  marks: ReadonlyMap<string, ParkedMark>
  absent: AbsentState
}): UserArrival[] {
  const { tenantId, ids, kept, marks, absent } = options
  return ids.map((userId) => {
    const known = kept.get(userId.toLowerCase())
    const parked = marks.get(userId.toLowerCase()) ?? null
    if (known?.tenantId !== tenantId) {
      return { userId, version: null, state: absent, deleted: false, eventAt: null, syncedAt: null, parked }
    }
    const { version, deleted, eventAt, syncedAt } = known
    return { userId, version, state: deleted ? 'deleted' : 'present', deleted, eventAt, syncedAt, parked }
  })
}
