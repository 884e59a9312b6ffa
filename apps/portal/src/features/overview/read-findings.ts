import type { Overview } from '@/trpc/routers'
import { lateAfterSeconds, type SubscriberName, type SubscriberView } from '../sync/subscriber-view'

/** People whose newest version a subscriber lacks, among those who changed last. */
export interface PeopleBehind {
  count: number
  /** There may be more than were looked at. */
  more: boolean
  services: SubscriberName[]
  oldestSeconds: number
}

/** What keeps "everyone is everywhere" from being true, and what else needs a person. */
export type Finding =
  | { kind: 'directory-unreachable' }
  | { kind: 'unreachable'; service: SubscriberName; messages: number | null; oldestSeconds: number | null }
  | { kind: 'bus-unreachable' }
  | { kind: 'parked'; service: SubscriberName; count: number }
  | { kind: 'stuck'; service: SubscriberName }
  | { kind: 'paused'; service: SubscriberName; messages: number }
  | ({ kind: 'behind' } & PeopleBehind)
  | { kind: 'waiting'; services: SubscriberName[]; oldestSeconds: number }
  | { kind: 'drift'; service: SubscriberName; buckets: number }
  | { kind: 'held'; count: number }

export interface FindingFacts {
  directoryUnreachable: boolean
  overview: Overview | null
  subscribers: SubscriberView[]
  behind: PeopleBehind | null
  /** Buckets that differ although nothing is on its way. */
  drift: Partial<Record<SubscriberName, number>>
}

/** The people who wait, then why; the first one is the page's sentence. Empty: everyone is everywhere. */
export function readFindings({ directoryUnreachable, overview, subscribers, behind, drift }: FindingFacts): Finding[] {
  const findings: Finding[] = []
  if (directoryUnreachable) findings.push({ kind: 'directory-unreachable' })
  const peopleAreBehind = behind !== null && behind.count > 0
  if (peopleAreBehind) findings.push({ kind: 'behind', ...behind })
  for (const view of subscribers) findings.push(...findingsOf(view))
  const busIsAway = overview !== null && subscribers.every(({ queue }) => queue === null)
  if (busIsAway) findings.push({ kind: 'bus-unreachable' })
  if (!peopleAreBehind) {
    const late = subscribers.filter(({ state, lagSeconds }) => state === 'late' && (lagSeconds ?? 0) > lateAfterSeconds)
    const oldestSeconds = Math.max(0, ...late.map(({ lagSeconds }) => lagSeconds ?? 0))
    if (late.length > 0) findings.push({ kind: 'waiting', services: late.map(({ name }) => name), oldestSeconds })
  }
  for (const { name, state } of subscribers) {
    const buckets = drift[name] ?? 0
    if (state === 'in-sync' && buckets > 0) findings.push({ kind: 'drift', service: name, buckets })
  }
  if (overview && overview.outbox.held > 0) findings.push({ kind: 'held', count: overview.outbox.held })
  return findings
}

function findingsOf({ name, state, status, queue, pending, lagSeconds }: SubscriberView): Finding[] {
  if (state === 'unreachable') {
    return [{ kind: 'unreachable', service: name, messages: pending, oldestSeconds: lagSeconds }]
  }
  const findings: Finding[] = []
  if (status && status.parked > 0) findings.push({ kind: 'parked', service: name, count: status.parked })
  if (queue?.paused) findings.push({ kind: 'paused', service: name, messages: pending ?? 0 })
  else if (queue && status && !status.consuming) findings.push({ kind: 'stuck', service: name })
  return findings
}
