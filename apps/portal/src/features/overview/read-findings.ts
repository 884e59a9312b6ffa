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
  | { kind: 'paused'; service: SubscriberName; messages: number; by: string | null; reason: string | null }
  | { kind: 'missed'; service: SubscriberName }
  | { kind: 'malformed'; count: number }
  | ({ kind: 'behind' } & PeopleBehind)
  | { kind: 'waiting'; services: SubscriberName[]; oldestSeconds: number }
  | { kind: 'drift'; service: SubscriberName; buckets: number }
  | { kind: 'held'; people: number }

export interface FindingFacts {
  directoryUnreachable: boolean
  overview: Overview | null
  subscribers: SubscriberView[]
  behind: PeopleBehind | null
  /** Buckets that differ although nothing is on its way. */
  drift: Partial<Record<SubscriberName, number>>
}

/**
 * What is held, since it waits for a decision; the people who wait, then why. The first one is the page's sentence.
 * Empty: everyone is everywhere.
 */
export function readFindings({ directoryUnreachable, overview, subscribers, behind, drift }: FindingFacts): Finding[] {
  const findings: Finding[] = []
  if (directoryUnreachable) findings.push({ kind: 'directory-unreachable' })
  if (overview && overview.held.waiting > 0) findings.push({ kind: 'held', people: overview.held.people })
  const peopleAreBehind = behind !== null && behind.count > 0
  if (peopleAreBehind) findings.push({ kind: 'behind', ...behind })
  for (const view of subscribers) findings.push(...findingsOf(view, overview))
  const busIsAway = overview?.queuesShown === true && subscribers.every(({ queue }) => queue === null)
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
  if (overview && overview.malformed > 0) findings.push({ kind: 'malformed', count: overview.malformed })
  return findings
}

function findingsOf(view: SubscriberView, overview: Overview | null): Finding[] {
  const { name, state, status, queue, pending, lagSeconds } = view
  const pause = overview?.subscribers.find((subscriber) => subscriber.name === name)?.paused ?? null
  if (state === 'unreachable') {
    return [{ kind: 'unreachable', service: name, messages: pending, oldestSeconds: lagSeconds }]
  }
  const findings: Finding[] = []
  if (pause || queue?.paused) {
    const { by = null, reason = null } = pause ?? {}
    findings.push({ kind: 'paused', service: name, messages: pending ?? 0, by, reason })
  } else if (queue && status && !status.consuming) findings.push({ kind: 'stuck', service: name })
  if (status && status.parked > 0) findings.push({ kind: 'parked', service: name, count: status.parked })
  if (queue?.missed) findings.push({ kind: 'missed', service: name })
  return findings
}

const tabs: Record<Exclude<Finding['kind'], 'behind'>, string> = {
  'directory-unreachable': 'road',
  'bus-unreachable': 'road',
  waiting: 'road',
  unreachable: 'queues',
  stuck: 'queues',
  paused: 'queues',
  missed: 'reconcile',
  drift: 'reconcile',
  parked: 'parked',
  malformed: 'parked',
  held: 'held',
}

/** Where a finding is mended; of people who wait, who they are. */
export function hrefOf(finding: Finding): string {
  if (finding.kind === 'behind') return '/users?sync=waiting'
  const address = `/sync?tab=${tabs[finding.kind]}`
  if (finding.kind === 'parked') return `${address}&service=${finding.service}`
  return finding.kind === 'malformed' ? `${address}&service=outbox` : address
}
