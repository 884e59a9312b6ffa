import type { ReconcileRun } from './reconcile/reconcile-run.js'

export interface ReconcileSummary {
  /** ISO 8601, when it ended. */
  at: string
  durationMs: number
  /** Users compared one by one, because their bucket differed. */
  checked: number
  /** Users put right, orphans included. */
  repaired: number
  /** Users the directory doesn't know. */
  orphans: number
  reason: string
}

/** How far this subscriber is. Counters are reports; the truth is in the versions. */
export interface SubscriberStatus {
  subscriber: string
  users: number
  applied: number
  superseded: number
  parked: number
  retrying: number
  lastEventAt: string | null
  lastAppliedAt: string | null
  /** From the write in the directory to its arrival here, milliseconds. */
  lastArrivalMs: number | null
  throughputPerMinute: number
  arrivalMs: { p50: number | null; p95: number | null }
  consuming: boolean
  /** `run`: the one under way, on whichever replica. */
  reconcile: {
    running: boolean
    done: number
    total: number
    run: ReconcileRun | null
    last: ReconcileSummary | null
  }
}

/** Users of one tenant that have just arrived: all of them counted, at most 100 named. */
export interface AppliedNotice {
  tenantId: string
  count: number
  userIds: string[]
}

export const maxNamedUsers = 100
