/** How much a run measures. */
export interface BenchSize {
  /** Of the bulk and prewarm suites; the cache suite and short prewarms do five times as many. */
  rounds: number
  /** Users of the bulk, reconcile, edit-during-import and console suites. */
  users: number
  edits: number
  /** Users of the cache and prewarm suites. */
  cachedUsers: number
  idleSeconds: number
  /** How long a tab is left open under live updates. */
  tabMinutes: number
  /** The directory's sizes that growth stops at. */
  growth: number[]
}
