/** Where one event is, as far as this subscriber knows. `waiting`: it has not come by yet. */
export type TripState = 'applied' | 'superseded' | 'parked' | 'retrying' | 'discarded' | 'waiting'

export interface TripStep {
  kind: 'received' | 'replayed' | 'failed' | 'applied' | 'superseded' | 'parked' | 'retried' | 'discarded'
  /** ISO 8601. */
  at: string
  /** Of the delivery, or of the event alone once it was put aside; 1 is the first. */
  attempt?: number
  error?: string
  /** Who decided; for `discarded` the reason stands in `error`. */
  by?: string
}

export interface Trip {
  state: TripState
  /** Oldest first. */
  steps: TripStep[]
  /** Which version of the user is kept here now. */
  keptVersion: number | null
}

/** What arrived in one minute. `arrivalMs` weighs each delivery by what it applied. */
export interface HistoryMinute {
  /** Its beginning; ISO 8601. */
  minute: string
  applied: number
  superseded: number
  parked: number
  arrivalMs: { p50: number; p95: number } | null
}

/** What became of the events of one replay, each counted once however often it was delivered. */
export interface ReplayOutcome {
  received: number
  applied: number
  superseded: number
  parked: number
}
