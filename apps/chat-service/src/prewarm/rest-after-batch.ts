/** Answered within this time, the directory has nothing to be spared. */
const unhurriedMs = 100

/**
 * How long to rest before the directory is asked again: not at all while it is quick, twice of what it took beyond
 * 100 ms while it is slow, and the whole of `delayMs` after a failure; never more than that.
 */
export function restAfterBatch(batch: { tookMs: number; failed: boolean; delayMs: number }): number {
  if (batch.failed) return batch.delayMs
  return Math.min(batch.delayMs, Math.max(0, Math.round(2 * (batch.tookMs - unhurriedMs))))
}
