import type { MatrixItem, Overview, User } from '@/trpc/routers'
import type { ArrivalState } from '../../components/arrival-state'
import type { SubscriberName, SubscriberView } from '../sync/subscriber-view'
import type { Arrivals } from '../users/use-arrivals'
import type { PeopleBehind } from './read-findings'

export interface RecentChange {
  user: User
  arrivals: Arrivals
  /** The subscribers that lack the newest version, though nothing but the road keeps it from them. */
  behind: SubscriberName[]
}

export interface RecentFacts {
  overview: Overview | null
  users: readonly User[]
  arrivalsOf: (user: User) => Arrivals
  subscribers: readonly SubscriberView[]
}

// What is held, parked or paused waits for a person and is told by itself.
const underWay: readonly (ArrivalState | null)[] = ['on-its-way', 'late']

/** Each of the people who changed last, and which subscribers the change has not reached. */
export function readRecentChanges({ users, arrivalsOf, subscribers, overview }: RecentFacts): RecentChange[] {
  const isBehind = (user: User, arrivals: Arrivals, view: SubscriberView) => {
    // Who can't be asked has not got what has been written since the oldest change that waits.
    if (view.unreachable) return Date.parse(user.updatedAt) >= waitingSince(overview, view) - handOverMs
    return underWay.includes(arrivals[view.name].state)
  }
  return users.map((user) => {
    const arrivals = arrivalsOf(user)
    const behind = subscribers.filter((view) => isBehind(user, arrivals, view)).map(({ name }) => name)
    return { user, arrivals, behind }
  })
}

/** The matrix finds out that a service is away as soon as somebody asks; its own stream tells nothing until it breaks. */
export function withAway(subscribers: readonly SubscriberView[], items: readonly MatrixItem[]): SubscriberView[] {
  const isAway = (name: SubscriberName) =>
    items.some((item) =>
      item.subscribers.some((standing) => standing.name === name && standing.state === 'unreachable'),
    )
  return subscribers.map((view) => (isAway(view.name) ? { ...view, unreachable: true, state: 'unreachable' } : view))
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
  const lacking = changes.filter(({ behind }) => behind.length > 0)
  const services = subscribers
    .map(({ name }) => name)
    .filter((name) => lacking.some(({ behind }) => behind.includes(name)))
  // The services measure with one clock; the browser's may differ from it.
  const measured = subscribers.filter(({ name }) => services.includes(name)).map(({ lagSeconds }) => lagSeconds ?? 0)
  const estimated = lacking.map(({ user }) => (options.nowMs - Date.parse(user.updatedAt)) / 1000)
  return {
    count: lacking.length,
    more: !options.all && lacking.length > 0 && lacking.length === changes.length,
    services,
    oldestSeconds: Math.max(0, ...measured) || Math.max(0, ...estimated),
  }
}
