import type { Overview, SubscriberVersion, User } from '@/trpc/routers'
import { type ArrivalState, arrivalOf } from '../../components/arrival-state'
import type { SubscriberName, SubscriberView } from '../sync/subscriber-view'
import type { PeopleBehind } from './read-findings'

/** What one subscriber answered about the people who changed last; null while it has not. */
export type HeldVersions = ReadonlyMap<string, SubscriberVersion> | null

export interface RecentChange {
  user: User
  /** Where the newest version is; null while that isn't known. */
  arrivals: Arrival[]
}

interface Arrival {
  service: SubscriberName
  state: ArrivalState | null
  behind: boolean
}

export interface RecentFacts {
  overview: Overview | null
  users: readonly User[]
  held: Record<SubscriberName, HeldVersions>
  subscribers: readonly SubscriberView[]
  nowMs: number
}

/** Each of the people who changed last, and whether the change has reached every subscriber. */
export function readRecentChanges({ users, held, subscribers, overview, nowMs }: RecentFacts): RecentChange[] {
  const arrivalFor = (user: User, view: SubscriberView): Arrival => {
    const { name, unreachable, queue } = view
    const state = arrivalOf({
      version: user.version,
      changedAt: user.updatedAt,
      held: held[name]?.get(user.id) ?? null,
      paused: queue?.paused,
      unreachable,
      nowMs,
    })
    // Who can't be asked has not got what has been written since the oldest change that waits.
    const behind = unreachable
      ? Date.parse(user.updatedAt) >= waitingSince(overview, view) - handOverMs
      : state !== null && state !== 'in-sync'
    return { service: name, state, behind }
  }
  return users.map((user) => ({ user, arrivals: subscribers.map((view) => arrivalFor(user, view)) }))
}

// A message is stamped when the bus gets it, a little after the user was written.
const handOverMs = 250

function waitingSince(overview: Overview | null, { queue }: SubscriberView): number {
  const moments = [overview?.outbox.oldestAt, queue?.oldestAt].map((at) =>
    at ? Date.parse(at) : Number.POSITIVE_INFINITY,
  )
  return Math.min(...moments)
}

/** Whom a subscriber lacks. `more`: not everyone was looked at, and all who were are behind. */
export function countBehind(
  changes: readonly RecentChange[],
  subscribers: readonly SubscriberView[],
  options: { all: boolean; nowMs: number },
): PeopleBehind {
  const behind = changes.filter(({ arrivals }) => arrivals.some((arrival) => arrival.behind))
  const services = subscribers
    .map(({ name }) => name)
    .filter((name) =>
      behind.some(({ arrivals }) => arrivals.some((arrival) => arrival.service === name && arrival.behind)),
    )
  // The services measure with one clock; the browser's may differ from it.
  const measured = subscribers.filter(({ name }) => services.includes(name)).map(({ lagSeconds }) => lagSeconds ?? 0)
  const estimated = behind.map(({ user }) => (options.nowMs - Date.parse(user.updatedAt)) / 1000)
  return {
    count: behind.length,
    more: !options.all && behind.length > 0 && behind.length === changes.length,
    services,
    oldestSeconds: Math.max(0, ...measured) || Math.max(0, ...estimated),
  }
}
