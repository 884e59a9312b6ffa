import { type LatencyCounts, latencyBuckets, latencyTiers } from '@rollcall/user-cache/latency'
import { noReads, type ReadCounts, readCounterNames } from '@rollcall/user-cache/read-counters'

/** What one replica's reads of one minute came to, and how long they took. */
export interface ReadSample {
  replica: string
  /** Milliseconds since 1970, the minute's start. */
  minute: number
  counts: ReadCounts
  /** Buckets of the tiers, one tier after the other. */
  latency: number[]
}

/** Numbers of `cache_sample.latency`. */
export const latencyWidth = latencyTiers.length * latencyBuckets

export const emptySample = (replica: string, minute: number): ReadSample => ({
  ...{ replica, minute },
  counts: noReads(),
  latency: new Array<number>(latencyWidth).fill(0),
})

export const flattenLatency = (latency: LatencyCounts): number[] => latencyTiers.flatMap((tier) => latency[tier])

/** Adds what `now` counts beyond `seen`; false when that is nothing. */
export function addReads(
  sample: ReadSample,
  now: Pick<ReadSample, 'counts' | 'latency'>,
  seen: Pick<ReadSample, 'counts' | 'latency'>,
): boolean {
  let added = false
  for (const name of readCounterNames) {
    const more = now.counts[name] - seen.counts[name]
    sample.counts[name] += more
    added ||= more !== 0
  }
  for (const [place, total] of now.latency.entries()) {
    const more = total - (seen.latency[place] ?? 0)
    sample.latency[place] = (sample.latency[place] ?? 0) + more
    added ||= more !== 0
  }
  return added
}
