import type { Tone } from '@/components/arrival-state'
import type { Overview } from '@/trpc/routers'
import type { SubscriberView } from './subscriber-view'
import type { TabName } from './sync-params'

/** What a tab wants a person to know before it is opened. */
export interface TabCount {
  count: number
  tone: Tone
}

/** How much waits behind each tab; nothing where nothing does. */
export function countTabs(
  overview: Overview | null,
  subscribers: Pick<SubscriberView, 'status' | 'unreachable' | 'isPaused'>[],
): Partial<Record<TabName, TabCount>> {
  const answering = subscribers.flatMap(({ status, unreachable }) => (status && !unreachable ? [status] : []))
  const parked = answering.reduce((sum, status) => sum + status.parked, overview?.malformed ?? 0)
  const counts: [TabName, number, Tone][] = [
    ['queues', subscribers.filter(({ isPaused }) => isPaused).length, 'grey'],
    ['parked', parked, 'red'],
    ['reconcile', answering.filter(({ reconcile }) => reconcile.running).length, 'blue'],
    ['held', overview?.held.waiting ?? 0, 'violet'],
  ]
  return Object.fromEntries(counts.filter(([, count]) => count > 0).map(([tab, count, tone]) => [tab, { count, tone }]))
}
