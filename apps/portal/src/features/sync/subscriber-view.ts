import type { ArrivalState } from '@/components/arrival-state'
import type { Overview, SubscriberStatus } from '@/trpc/routers'

export const subscriberNames = ['clinical', 'chat'] as const
export type SubscriberName = (typeof subscriberNames)[number]

type Queue = Overview['subscribers'][number]['queue']
type Pause = Overview['subscribers'][number]['paused']

export const lateAfterSeconds = 5

export interface SubscriberFacts {
  name: SubscriberName
  /** null while the directory has not told, or does not answer. */
  overview: Overview | null
  /** The last that was told; may be old when `unreachable`. */
  status: SubscriberStatus | null
  unreachable: boolean
}

export interface SubscriberView {
  name: SubscriberName
  /** null while it can't be known: nobody has told yet, or the directory or the bus is away. */
  state: ArrivalState | null
  queue: Queue
  /** Other organisations' changes are in it too: its depth and its switch are the platform's. */
  queueHidden: boolean
  /** Who paused it, when and why; null also where nobody can tell. */
  pause: Pause
  /** Paused by a person, or by whoever has the bus. */
  isPaused: boolean
  status: SubscriberStatus | null
  unreachable: boolean
  /** Messages that are not done; null when the bus is away, or the queue is hidden. */
  pending: number | null
  /** How long the oldest change has waited for this subscriber, in the outbox or in its queue. */
  lagSeconds: number | null
}

/** How far one subscriber is, in the console's words. What is worst is said. */
export function readSubscriber({ name, overview, status, unreachable }: SubscriberFacts): SubscriberView {
  const { queue = null, paused: pause = null } = overview?.subscribers.find((one) => one.name === name) ?? {}
  const isPaused = pause !== null || queue?.paused === true
  const queueHidden = overview?.queuesShown === false
  const pending = queue ? queue.waiting + queue.active + queue.delayed : null
  // Of a hidden queue nothing is counted: what waits is known as far as the outbox.
  const known = queue !== null || queueHidden
  const lagSeconds = overview && known ? Math.max(overview.outbox.oldestSeconds, queue?.oldestSeconds ?? 0) : null
  const state = stateOf({ overview, isPaused, status, unreachable, pending: queueHidden ? 0 : pending, lagSeconds })
  return { name, state, queue, queueHidden, pause, isPaused, status, unreachable, pending, lagSeconds }
}

function stateOf(
  facts: Pick<SubscriberView, 'isPaused' | 'status' | 'unreachable' | 'pending' | 'lagSeconds'> &
    Pick<SubscriberFacts, 'overview'>,
): ArrivalState | null {
  const { overview, isPaused, status, unreachable, pending, lagSeconds } = facts
  if (unreachable) return 'unreachable'
  if (!status) return null
  if (status.parked > 0) return 'parked'
  if (isPaused) return 'paused'
  if (!overview || pending === null || lagSeconds === null) return null
  const underWay = pending + overview.outbox.interactive + overview.outbox.bulk + status.retrying
  if (underWay === 0) return 'in-sync'
  return lagSeconds > lateAfterSeconds ? 'late' : 'on-its-way'
}

/** The outbox in the same words: what it holds waits for every subscriber. */
export function outboxState({ interactive, bulk, held, oldestSeconds }: Overview['outbox']): ArrivalState {
  if (interactive + bulk > 0) return oldestSeconds > lateAfterSeconds ? 'late' : 'on-its-way'
  return held > 0 ? 'held' : 'in-sync'
}
