import type { SubscriberName } from '@rollcall/events/subscribers'
import type { KeptStanding } from '../subscribers/subscriber-answers.js'
import { type Answer, subscriberTitles } from '../subscribers/subscriber-client.js'
import type { QueuePauseView } from '../sync/read-pauses.js'

export type StandingState =
  | 'in_sync'
  | 'on_its_way'
  | 'late'
  | 'parked'
  | 'held'
  | 'paused'
  | 'unreachable'
  | 'not_cached'

/** Where one user's newest version is, as far as one subscriber is concerned. */
export interface Standing {
  name: SubscriberName
  /** What the subscriber has; null when it has nothing, or can't be asked. */
  version: number | null
  state: StandingState
  /** Since when it is not in sync; ISO 8601. */
  since: string | null
  /** Why it is not, as a sentence or in the store's own words. */
  reason: string | null
  parked: KeptStanding['parked']
  /** From the write of the newest version until the subscriber had written it. */
  arrivalMs: number | null
}

export interface StandingFacts {
  name: SubscriberName
  /** The directory's. */
  version: number
  held: { since: string } | null
  pause: QueuePauseView | undefined
  /** Null when the subscriber didn't name the user. */
  kept: Answer<KeptStanding | null>
  /** The oldest version that the subscriber lacks. */
  lacking: { at: Date; inOutbox: boolean } | undefined
  changedAt: Date
  now: Date
}

const lateMs = 5000

/** What stands between a user and a subscriber, most telling first: a parked event, the brake, a paused queue, time. */
export function standingOf(facts: StandingFacts): Standing {
  const { name, kept, held, pause } = facts
  const title = subscriberTitles[name]
  const nothing = { name, version: null, parked: null, arrivalMs: null }
  if (!kept.reached) {
    return {
      ...nothing,
      state: 'unreachable',
      since: null,
      reason: `${title} can't be asked: ${kept.reason}.`,
    }
  }
  const version = kept.data?.version ?? null
  const parked = kept.data?.parked ?? null
  const known = { name, version, parked, arrivalMs: arrivalMs(facts) }
  if (version !== null && version >= facts.version) return { ...known, state: 'in_sync', since: null, reason: null }
  if (parked) return { ...known, state: 'parked', since: parked.since, reason: parked.error }
  if (held) {
    const reason = 'The brake holds this change until an administrator has approved or rejected it.'
    return { ...known, state: 'held', since: held.since, reason }
  }
  if (kept.data?.state === 'not_cached') {
    return { ...known, state: 'not_cached', since: null, reason: 'Read from the directory when somebody asks.' }
  }
  if (pause) {
    return { ...known, state: 'paused', since: pause.at, reason: pause.reason ?? 'A person has paused the queue.' }
  }
  const since = facts.lacking?.at ?? facts.changedAt
  const late = facts.now.getTime() - since.getTime() > lateMs
  const reason = facts.lacking?.inOutbox
    ? 'It waits in the outbox for the relay.'
    : `It has been handed to the queue; ${title} hasn't written it yet.`
  return { ...known, state: late ? 'late' : 'on_its_way', since: since.toISOString(), reason }
}

function arrivalMs({ kept, version }: StandingFacts): number | null {
  if (!kept.reached || kept.data?.version !== version) return null
  const { eventAt, syncedAt } = kept.data
  return eventAt && syncedAt ? Math.max(0, Date.parse(syncedAt) - Date.parse(eventAt)) : null
}
