/** How far a run is, and when it may be through. */
export interface RunProgress {
  /** 0..1; 0 while the total isn't known. */
  share: number
  /** Null while there is nothing to go by. */
  ratePerSecond: number | null
  secondsLeft: number | null
}

const warmUpSeconds = 1

/** Reads a run's pace from what it has done since it began. */
export function readProgress(run: { done: number; total: number; startedAt: string }, nowMs: number): RunProgress {
  const { done, total, startedAt } = run
  const share = total > 0 ? Math.min(1, done / total) : 0
  const seconds = (nowMs - Date.parse(startedAt)) / 1000
  if (done === 0 || seconds < warmUpSeconds) return { share, ratePerSecond: null, secondsLeft: null }
  const ratePerSecond = done / seconds
  return { share, ratePerSecond, secondsLeft: Math.max(0, total - done) / ratePerSecond }
}
