import type { TripState, TripView } from '@/components/read-trip'

export type TripAdvice = 'held' | 'parked' | 'paused' | 'unreachable' | 'retrying'
// What needs a person stands before what mends itself.
const inOrder: readonly TripAdvice[] = ['held', 'parked', 'unreachable', 'paused', 'retrying']
const over: readonly TripState[] = ['applied', 'superseded', 'discarded', 'rejected']

/** What is worth saying of a trip that isn't simply through; null when nothing is. */
export function adviceFor({ ends }: Pick<TripView, 'ends'>): TripAdvice | null {
  return inOrder.find((advice) => ends.some(({ state }) => state === advice)) ?? null
}

/** Nothing more will happen to it. */
export const isOver = ({ ends }: Pick<TripView, 'ends'>) => ends.every(({ state }) => over.includes(state))
