import type { Queryable } from '@rollcall/service-kit/postgres'
import type { SubscriberStore } from '../subscriber-store.js'
import { type AbsentState, toArrivals, type UserArrival } from '../user-arrival.js'
import { discardParked, retryParked } from './decide-parked.js'
import type { ParkedChoice, ParkedListInput } from './parked-input.js'
import { listParked, readMarks } from './read-parked.js'

export type ParkedDesk = ReturnType<typeof createParkedDesk>

/** What people ask about parked events, and decide about them. */
export function createParkedDesk(options: {
  db: Queryable
  store: Pick<SubscriberStore, 'versions'>
  absent: AbsentState
  /** Called when some are to be tried again now. */
  onRetry: () => void
}) {
  const { db, store, absent, onRetry } = options
  return {
    list: (input: ParkedListInput) => listParked(db, input),
    retry: async (choice: ParkedChoice) => {
      const answer = await retryParked(db, choice)
      onRetry()
      return answer
    },
    discard: (choice: ParkedChoice & { reason: string }) => discardParked(db, choice),
    /** How these users stand here, in the order asked. */
    arrivals: async (tenantId: string, ids: string[]): Promise<UserArrival[]> => {
      const kept = await store.versions([...new Set(ids.map((id) => id.toLowerCase()))])
      const users = ids.map((id) => {
        const userId = id.toLowerCase()
        return { userId, version: kept.get(userId)?.version ?? null }
      })
      return toArrivals({ tenantId, ids, kept, marks: await readMarks(db, tenantId, users), absent })
    },
  }
}
