import type { Queryable } from '@rollcall/service-kit/postgres'
import { inTenant } from '@rollcall/service-kit/tenant-scope'
import type { SubscriberStore } from '../subscriber-store.js'
import { type AbsentState, toArrivals, type UserArrival } from '../user-arrival.js'
import { discardParked, retryParked } from './decide-parked.js'
import type { ParkedChoice, ParkedListInput } from './parked-input.js'
import { listParked, readMarks } from './read-parked.js'

export type ParkedDesk = ReturnType<typeof createParkedDesk>

/** What people ask about parked events, and decide about them: always in the scope of the organisation that is named. */
export function createParkedDesk(options: {
  db: Queryable
  store: Pick<SubscriberStore, 'versions'>
  absent: AbsentState
  /** Called when some are to be tried again now. */
  onRetry: () => void
}) {
  const { db, store, absent, onRetry } = options
  return {
    list: (input: ParkedListInput) => inTenant(input.tenantId, () => listParked(db, input)),
    retry: async (choice: ParkedChoice) => {
      const answer = await inTenant(choice.tenantId, () => retryParked(db, choice))
      onRetry()
      return answer
    },
    discard: (choice: ParkedChoice & { reason: string }) => inTenant(choice.tenantId, () => discardParked(db, choice)),
    /** How these users stand here, in the order asked. */
    arrivals: async (tenantId: string, ids: string[]): Promise<UserArrival[]> => {
      const kept = await store.versions([...new Set(ids.map((id) => id.toLowerCase()))])
      const users = ids.map((id) => {
        const userId = id.toLowerCase()
        return { userId, version: kept.get(userId)?.version ?? null }
      })
      const marks = await inTenant(tenantId, () => readMarks(db, tenantId, users))
      return toArrivals({ tenantId, ids, kept, marks, absent })
    },
  }
}
