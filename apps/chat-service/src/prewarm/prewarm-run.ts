/** Seed 001's options, by its names. */
export interface PrewarmOptions {
  /** Conversations of the last so many days count as active. */
  daysBack: number
  /** Users asked for at once, 1 to 500. */
  batchSize: number
  /** The longest rest between two batches (ms); taken only as far as auth-service is slow. */
  delayBetweenBatches: number
  maxUsers: number
}

export type PrewarmState = 'running' | 'done' | 'stopped' | 'failed'

/** One warming of the cache. `cached` + `errors` = `totalProcessed`. */
export interface PrewarmRun {
  id: string
  /** `everyone`: all organisations' conversations, at a start of the service. */
  scope: 'organisation' | 'everyone'
  reason: 'startup' | 'person'
  /** The person's id. */
  startedBy: string | null
  /** ISO 8601. */
  startedAt: string
  endedAt: string | null
  state: PrewarmState
  /** Running by the book, but by no replica: it goes on when one takes it up, within half a minute. */
  interrupted: boolean
  options: PrewarmOptions
  /** Unique participants to warm. */
  total: number
  totalProcessed: number
  cached: number
  /** Of `cached`: those who needed no question to the directory. */
  already: number
  errors: number
  /** As seed 001 writes it: "47.32s". */
  duration: string
  durationMs: number
  /** Of it, spent resting so that auth-service is spared. */
  restedMs: number
  /** Why it failed. */
  error: string | null
}

/** A user who could not be cached, and why. */
export interface PrewarmFailure {
  userId: string
  code: 'UNKNOWN' | 'UNREADABLE' | 'DIRECTORY_AWAY' | 'CACHE_AWAY' | 'OVERTAKEN'
  reason: string
}
