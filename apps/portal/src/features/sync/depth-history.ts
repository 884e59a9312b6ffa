import type { Overview } from '@/trpc/routers'

/** How much waited at one moment; null where nobody told. */
export interface DepthSample {
  at: number
  /** Changes in the outbox. */
  outbox: number | null
  /** Messages in each subscriber's queue. */
  clinical: number | null
  chat: number | null
}

export const keptMs = 10 * 60_000

function queueDepth(overview: Overview, name: 'clinical' | 'chat'): number | null {
  const queue = overview.subscribers.find((subscriber) => subscriber.name === name)?.queue
  return queue ? queue.waiting + queue.active + queue.delayed : null
}

/** The last ten minutes as this browser saw them. `overview` null makes a gap. */
export function createDepthHistory() {
  let samples: readonly DepthSample[] = []
  const listeners = new Set<() => void>()

  const add = (at: number, overview: Overview | null) => {
    const sample: DepthSample = {
      at,
      outbox: overview?.outbox.depth ?? null,
      clinical: overview && queueDepth(overview, 'clinical'),
      chat: overview && queueDepth(overview, 'chat'),
    }
    samples = [...samples.filter((known) => known.at > at - keptMs), sample]
    for (const listener of listeners) listener()
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return { add, subscribe, read: () => samples }
}
export type DepthHistory = ReturnType<typeof createDepthHistory>

export interface DepthMinute {
  minute: number
  outbox: number | null
  clinical: number | null
  chat: number | null
}

function highest(a: number | null, b: number | null): number | null {
  if (a === null) return b
  return b === null ? a : Math.max(a, b)
}

/** The highest depth of each minute: the chart's facts, for people who don't see it. */
export function peaksByMinute(samples: readonly DepthSample[]): DepthMinute[] {
  const minutes = new Map<number, DepthMinute>()
  for (const { at, outbox, clinical, chat } of samples) {
    const minute = Math.floor(at / 60_000) * 60_000
    const known = minutes.get(minute)
    minutes.set(minute, {
      minute,
      outbox: highest(known?.outbox ?? null, outbox),
      clinical: highest(known?.clinical ?? null, clinical),
      chat: highest(known?.chat ?? null, chat),
    })
  }
  return [...minutes.values()]
}
