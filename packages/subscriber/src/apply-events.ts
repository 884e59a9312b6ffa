import type { DeliveryHandler } from '@rollcall/event-bus/port'
import type { DirectoryUser } from '@rollcall/events/user-event'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import { isTransientFault } from '@rollcall/service-kit/transient-fault'
import { bisect } from './bisect.js'
import { createDeliveryTally, newestOfEach } from './deliveries/delivery-tally.js'
import type { FailedRetry, ParkedEvents, ParkRequest, RetryingEvent } from './parked/parked-events.js'
import { type RetryPolicy, retryDelayMs } from './parked/retry-policy.js'
import type { Report } from './report.js'
import { sortDelivery, type UsableEvent } from './sort-delivery.js'
import type { SubscriberStore } from './subscriber-store.js'

const releaseMs = 2000

/** How events reach the store: all of a batch, or all but its culprits. */
export function createApplier(options: {
  store: SubscriberStore
  parked: ParkedEvents
  report: Report
  policy: RetryPolicy
  logger: Logger
  /** Called when something was put aside. */
  onParked: () => void
}) {
  const { store, parked, report, policy, logger, onParked } = options

  const handleDelivery: DeliveryHandler = async (delivery) => {
    const { usable, unusable } = sortDelivery(delivery.events)
    const tally = createDeliveryTally(delivery)
    const mayBeOld = delivery.replayId !== undefined || delivery.attempt > 1
    tally.receive([...usable, ...unusable].map(({ position }) => position))
    try {
      const culprits = await bisect(usable, async (part) =>
        tally.apply(part, await store.apply(usersOf(part), { mayBeOld })),
      )
      const requests: ParkRequest[] = [
        ...unusable.map(({ raw, kind, reason }) => ({ raw, kind, error: reason, retryInMs: null })),
        ...culprits.map(({ item, error }) => ({
          ...{ raw: item.raw, kind: 'refused' as const, error: describeError(error) },
          retryInMs: retryDelayMs(policy, 1),
        })),
      ]
      // Parked before the delivery is acknowledged: an event is in the queue, in the projection, or in this table.
      await parked.add(requests, { reopen: delivery.replayId !== undefined })
      tally.park([...unusable, ...culprits.map(({ item }) => item)].map(({ position }) => position))
      report.recordDelivery(tally.end(), tally)
      if (requests.length === 0) return
      onParked()
      logger.warn({ unusable: unusable.length, culprits: culprits.length }, 'events were put aside')
    } catch (error) {
      report.recordDelivery(tally.end(error), tally)
      throw error
    }
  }

  /** Tries these alone, away from everybody else. Applied or overtaken they are settled; otherwise they wait on. */
  const retry = async (events: RetryingEvent[]): Promise<void> => {
    const failed: FailedRetry[] = []
    const readable = new Map<UsableEvent, RetryingEvent>()
    for (const event of events) {
      const { usable, unusable } = sortDelivery([event.raw])
      if (usable[0]) readable.set(usable[0], event)
      for (const { kind, reason } of unusable) failed.push({ id: event.id, kind, error: reason, retryInMs: null })
    }
    const waiting = new Set(readable.keys())
    try {
      const culprits = await bisect([...readable.keys()], async (part) => {
        await applyAgain(part, (event) => readable.get(event)?.id ?? '')
        for (const event of part) waiting.delete(event)
      })
      for (const { item, error } of culprits) {
        const { id = '', attempts = 0 } = readable.get(item) ?? {}
        const retryInMs = attempts + 1 >= policy.maxAttempts ? null : retryDelayMs(policy, attempts + 1)
        failed.push({ id, kind: 'refused', error: describeError(error), retryInMs })
      }
    } catch (error) {
      if (!isTransientFault(error)) throw error
      // The store is away: that is no attempt.
      const ids = [...waiting].map((event) => readable.get(event)?.id ?? '')
      await parked.release(ids, Math.min(releaseMs, policy.maxDelayMs))
    }
    await parked.fail(failed)
  }

  const applyAgain = async (part: UsableEvent[], idOf: (event: UsableEvent) => string): Promise<void> => {
    const users = usersOf(part)
    const { applied, superseded } = await store.apply(users, { mayBeOld: true })
    const newest = newestOfEach(users)
    const ids = new Set(applied)
    const isWritten = ({ user }: UsableEvent) => ids.has(user.userId) && newest.get(user.userId) === user
    report.record({ users: part.filter(isWritten).map(({ user }) => user), superseded, live: true })
    const others = part.filter((event) => !isWritten(event))
    const kept = others.length > 0 ? await store.versions(others.map(({ user }) => user.userId)) : new Map()
    const isHere = ({ user }: UsableEvent) => kept.get(user.userId.toLowerCase())?.version === user.userVersion
    await parked.settle([...part.filter(isWritten), ...others.filter(isHere)].map(idOf), 'applied')
    await parked.settle(others.filter((event) => !isHere(event)).map(idOf), 'superseded')
  }

  return { handleDelivery, retry }
}
export type Applier = ReturnType<typeof createApplier>

function usersOf(events: UsableEvent[]): DirectoryUser[] {
  return events.map(({ user }) => user)
}
