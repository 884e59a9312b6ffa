/** How much a run measures. */
export interface BenchSize {
  /** Of the bulk and prewarm suites; the cache suite and short prewarms do five times as many. */
  rounds: number
  /** Users of the bulk, reconcile and edit-during-import suites. */
  users: number
  edits: number
  /** Users of the cache and prewarm suites. */
  cachedUsers: number
  idleSeconds: number
  /** The directory's sizes that growth stops at. */
  growth: number[]
}
