import type { SubscriberName } from '@rollcall/events/subscribers'
import type { SubscriberAnswers } from '../subscribers/subscriber-answers.js'
import type { ReplayScope, ReplayState } from './replay-scope.js'

/** What became of the events at the subscriber. Older versions end as superseded: they are counted, never applied. */
export type ReplayOutcome = SubscriberAnswers['replayOutcome']

/** One replay, running or ended. */
export interface ReplayRun {
  id: string
  subscriber: SubscriberName
  scope: ReplayScope
  state: ReplayState
  startedAt: string
  startedBy: { id: string; name: string }
  endedAt: string | null
  /** Events to send, and events handed to the queue. */
  total: number
  done: number
  ratePerSecond: number
  /** Until all are handed over, at the rate so far; null unless it runs. */
  secondsLeft: number | null
  /** What the subscriber made of them; null when it doesn't answer. */
  outcome: ReplayOutcome | null
  /** What stands in its way, or why it failed. */
  error: string | null
}

export interface ReplayRow {
  id: string
  subscriber: SubscriberName
  scope: ReplayScope
  state: ReplayState
  startedAt: Date
  startedBy: string
  startedByName: string
  endedAt: Date | null
  total: number
  done: number
  error: string | null
  outcome: ReplayOutcome | null
}

export const replayColumns = `id, subscriber, scope, state, started_at AS "startedAt", started_by AS "startedBy",
  started_by_name AS "startedByName", ended_at AS "endedAt", total, done, error, outcome`

export function toReplayRun(row: ReplayRow, now: Date): ReplayRun {
  const { startedAt, startedBy, startedByName, endedAt, ...rest } = row
  const seconds = Math.max(0.001, ((endedAt ?? now).getTime() - startedAt.getTime()) / 1000)
  const rate = row.done / seconds
  return {
    ...rest,
    startedAt: startedAt.toISOString(),
    startedBy: { id: startedBy, name: startedByName },
    endedAt: endedAt?.toISOString() ?? null,
    ratePerSecond: Math.round(rate * 10) / 10,
    secondsLeft: row.state === 'running' && rate > 0 ? Math.ceil(Math.max(0, row.total - row.done) / rate) : null,
  }
}
