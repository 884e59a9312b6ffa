import type { DigestDifference } from '../projection/compare-digests.js'

/** What a comparison of cached profiles with the directory found. Differences that settled by themselves aren't any. */
export interface VerifyReport {
  /** Cached profiles that were compared. */
  checked: number
  totalCached: number
  /** Whether only a sample was compared. */
  sampled: boolean
  durationMs: number
  /** How many differ; the first 100 by name. */
  differing: number
  items: VerifiedDifference[]
}

/** How far a comparison of everything is, in profiles of all organisations. */
export interface VerifyProgress {
  done: number
  /** About; `done` may end a little beside it. */
  total: number
  /** ISO 8601. */
  startedAt: string
}

export interface VerifiedDifference extends Omit<DigestDifference, 'keptVersion'> {
  /** Null: none can be read. */
  keptVersion: number | null
}
