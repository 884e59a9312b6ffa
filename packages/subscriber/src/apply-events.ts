import type { DeliveryHandler } from '@rollcall/event-bus/port'
import type { DirectoryUser } from '@rollcall/events/user-event'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import { isTransientFault } from '@rollcall/service-kit/transient-fault'
import { bisect } from './bisect.js'
import type { ParkedEvents, RetryingEvent } from './parked-events.js'
import type { Report } from './report.js'
import { type RetryPolicy, retryDelayMs } from './retry-policy.js'
import { sortDelivery } from './sort-delivery.js'

/** A projection: where users are kept. */
export interface SubscriberStore {
  /**
   * Writes each user that is newer than what is kept, in the same statement that compares the versions.
   * One call may hold several versions of one user, in any order. Doing it again must change nothing, and a version
   * that isn't newer counts as superseded even where it could not have been written.
   * @throws when nothing, or only a part, was written; the whole call may then be repeated
   */
  apply: (users: DirectoryUser[]) => Promise<ApplyResult>
  /** Users kept here. */
  count: () => Promise<number>
}
export interface ApplyResult {
  /** Ids of the users that were written. */
  applied: string[]
  /** Versions that were not newer than what is kept. */
  superseded: number
}

/** How events and snapshots reach the store: all of a batch, or all but its culprits. */
export function createApplier(options: {
  store: SubscriberStore
  parked: ParkedEvents
  report: Report
  policy: RetryPolicy
  logger: Logger
}) {
  const { store, parked, report, policy, logger } = options

  const applyRecorded = async (users: DirectoryUser[], live: boolean): Promise<ApplyResult> => {
    const result = await store.apply(users)
    report.record({ users, ...result, live })
    return result
  }

  const handleDelivery: DeliveryHandler = async ({ events }) => {
    const { usable, unusable } = sortDelivery(events)
    const culprits = await bisect(usable, async (part) => {
      await applyRecorded(
        part.map(({ user }) => user),
        true,
      )
    })
    // Parked before the delivery is acknowledged: an event is in the queue, in the projection, or in this table.
    await parked.add([
      ...unusable.map(({ raw, reason }) => ({ raw, error: reason, retryInMs: null })),
      ...culprits.map(({ item, error }) => ({
        raw: item.raw,
        error: describeError(error),
        retryInMs: retryDelayMs(policy, 1),
      })),
    ])
    if (unusable.length + culprits.length > 0) {
      logger.warn({ unusable: unusable.length, culprits: culprits.length }, 'events were put aside')
    }
  }

  /** Tries one event alone. It leaves the table when applied, or when its user has moved on. */
  const retryOne = async ({ id, raw, attempts }: RetryingEvent): Promise<void> => {
    const { usable, unusable } = sortDelivery([raw])
    const [event] = usable
    if (!event) return parked.fail(id, unusable[0]?.reason ?? 'malformed', null)
    try {
      await applyRecorded([event.user], true)
    } catch (error) {
      // The store is away: that is no attempt. The claim's lease brings the event back.
      if (isTransientFault(error)) return
      const failures = attempts + 1
      const retryInMs = failures >= policy.maxAttempts ? null : retryDelayMs(policy, failures)
      return parked.fail(id, describeError(error), retryInMs)
    }
    await parked.remove(id)
  }

  /** For reconcile: snapshots that the store refuses are logged and left as drift, so that the others get through. */
  const applySnapshots = async (users: DirectoryUser[]): Promise<ApplyResult> => {
    const total: ApplyResult = { applied: [], superseded: 0 }
    const culprits = await bisect(users, async (part) => {
      const result = await applyRecorded(part, false)
      total.applied.push(...result.applied)
      total.superseded += result.superseded
    })
    for (const { item, error } of culprits) {
      logger.error({ userId: item.userId, err: describeError(error) }, 'a user of the directory can not be kept here')
    }
    return total
  }

  return { handleDelivery, retryOne, applySnapshots }
}
export type Applier = ReturnType<typeof createApplier>
