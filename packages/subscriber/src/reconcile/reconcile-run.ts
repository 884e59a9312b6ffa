import type { DifferenceKind } from './reconcile-store.js'

export type ReconcileMode = 'preview' | 'apply'
export type ReconcileRunState = 'running' | 'done' | 'failed' | 'stopped'

/** One comparison with the directory. A preview names what differs and changes nothing. */
export interface ReconcileRun extends Record<DifferenceKind, number> {
  id: string
  mode: ReconcileMode
  /** Why it ran: `start`, `schedule`, `on demand`, `missed messages`. */
  reason: string
  /** The person who asked for it. */
  startedBy: string | null
  startedAt: string
  endedAt: string | null
  state: ReconcileRunState
  /** Users compared so far, and in all. */
  done: number
  total: number
  /** Users compared one by one, because their bucket differed. */
  checked: number
  /** Users put right. */
  repaired: number
  /** Users that this store would not take; they stay visible as drift. */
  refused: number
  error: string | null
}

export interface FieldDifference {
  field: string
  kept: unknown
  directory: unknown
}

/** One user who differed. At most 1,000 are named in a run; all are counted. */
export interface ReconcileDifference {
  userId: string
  fullName: string | null
  kind: DifferenceKind
  keptVersion: number | null
  directoryVersion: number | null
  fields: FieldDifference[]
  repaired: boolean
  /** Why this store would not take the user. */
  error: string | null
}

export const maxNamedDifferences = 1000

export const noDifferences = (): Record<DifferenceKind, number> => ({
  missing: 0,
  stale: 0,
  tampered: 0,
  orphaned: 0,
  ahead: 0,
})
