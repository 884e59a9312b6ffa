import { createLatencyCounter, type LatencyTier } from '@rollcall/user-cache/latency'
import { noReads, type ReadCounts } from '@rollcall/user-cache/read-counters'

/** As much of a reader as its figures are taken from: a test says what it has counted. */
export function createScriptedReader() {
  const counts: ReadCounts = noReads()
  const latency = createLatencyCounter()
  return {
    counted: counts,
    took: (tier: LatencyTier, milliseconds: number, reads = 1) => latency.record(tier, milliseconds, reads),
    reader: { counts: () => ({ ...counts }), latency: latency.counts },
  }
}
