import type { Trip, TripSubscriber } from '@/trpc/routers'

/** What became of one event at one subscriber; what the brake does with it stands for every subscriber. */
export type TripState = TripSubscriber['state'] | 'held' | 'rejected'
type Step = TripSubscriber['steps'][number]

export interface TripEnd {
  name: TripSubscriber['name']
  state: TripState
  /** From the write to the last word on it; null until there is one. */
  totalMs: number | null
  /** How often the subscriber has tried it. */
  attempts: number
  /** In the order in which they happened. */
  steps: (Step & { sinceMs: number })[]
}

export interface TripView {
  /** From the write until the bus had it; null before that, and when it is too long ago to be known. */
  publishedMs: number | null
  ends: TripEnd[]
}

/** One event's trip with every moment told as the time since the write. */
export function readTrip({ event, held, publishedAt, subscribers }: Trip): TripView {
  // Clocks of several machines may differ a little: nothing happens before the write.
  const since = (at: string) => Math.max(0, Date.parse(at) - Date.parse(event.committedAt))
  const heldState = held?.state === 'waiting' ? 'held' : held?.state === 'rejected' ? 'rejected' : null
  const arrivals = subscribers.flatMap(({ steps }) => steps.map(({ at }) => since(at)))
  return {
    // It is noted once the bus has confirmed it, when a quick subscriber may have the event already.
    publishedMs: publishedAt === null ? null : Math.min(since(publishedAt), ...arrivals),
    ends: subscribers.map(({ name, state, steps, totalMs }) => ({
      name,
      state: heldState ?? state,
      totalMs,
      attempts: Math.max(0, ...steps.map(({ attempt }) => attempt ?? 0)),
      steps: [...steps]
        .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
        .map((s) => ({ ...s, sinceMs: since(s.at) })),
    })),
  }
}

const movingMs = 1000
const standingMs = 10_000
const moving: readonly TripState[] = ['waiting', 'retrying']
const settled: readonly TripState[] = ['applied', 'superseded', 'discarded', 'rejected']

/** How soon it is worth asking again; false once every subscriber has had its last word. */
export function tripAskAgainMs(trip: Trip): number | false {
  const states = readTrip(trip).ends.map(({ state }) => state)
  if (states.some((state) => moving.includes(state))) return movingMs
  return states.every((state) => settled.includes(state)) ? false : standingMs
}
