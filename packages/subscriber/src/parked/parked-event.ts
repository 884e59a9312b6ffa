export const openStates = ['parked', 'retrying'] as const
/** An event put aside that isn't settled: retried alone, or waiting for a person. */
export type OpenState = (typeof openStates)[number]
/** How it can end: written after all, overtaken by a newer version, or given up by a person. */
export type SettledState = 'applied' | 'superseded' | 'discarded'

/** Why it was put aside: the store refused it, it is no event, or this code doesn't know its schema version. */
export type ParkedKind = 'refused' | 'malformed' | 'unknown_version'

export interface Failure {
  at: string
  error: string
}

/** A dead letter as a person reads it. One without a readable organisation is shown to all, without its content. */
export interface ParkedItem {
  id: string
  state: OpenState
  kind: ParkedKind
  eventId: string | null
  eventType: string | null
  userId: string | null
  userVersion: number | null
  fullName: string | null
  error: string
  attempts: number
  firstFailedAt: string
  lastFailedAt: string
  nextAttemptAt: string | null
  /** The last 20. */
  failures: Failure[]
  changes: Record<string, { from?: unknown; to?: unknown }> | null
}

/** The event that keeps a user from arriving. */
export interface ParkedMark {
  id: string
  error: string
  attempts: number
  /** First failure; ISO 8601. */
  since: string
  state: OpenState
}

export interface ParkedPage {
  items: ParkedItem[]
  /** Whether there are more behind the last one: ask again with `before` = its `lastFailedAt` and `id`. */
  more: boolean
  total: number
}

export interface ParkedDecision {
  /** Those that are settled already, and when; nothing was done to them. */
  already: { id: string; state: SettledState; at: string }[]
  /** Ids that aren't here, or another organisation's. */
  unknown: string[]
}

export interface PersonName {
  id: string
  name: string
}
