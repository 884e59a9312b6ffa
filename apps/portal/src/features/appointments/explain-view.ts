import type { Tone } from '@/components/arrival-state'
import type { Explanation, Me } from '@/trpc/routers'

export type Reason = Explanation['reason']
type Permission = Me['permissions'][number]

/** What mends it, as far as this person's role goes; `ask`: somebody else has to. */
export type Remedy =
  | { kind: 'none' }
  | { kind: 'choose' }
  | { kind: 'wait' }
  | { kind: 'ask' }
  | { kind: 'retry'; parkedId: string }
  | { kind: 'repair' }
  | { kind: 'change_role' | 'activate' | 'restore' }
  | { kind: 'review_held' | 'resume'; href: string }

export const toneOfReason: Record<Reason, Tone> = {
  listed: 'green',
  unknown_here: 'amber',
  other_role: 'grey',
  deactivated: 'grey',
  deleted: 'grey',
  on_its_way: 'blue',
  parked: 'red',
  held: 'violet',
  paused: 'grey',
}

/** Which sentence tells it: some reasons have two, and the service's own are in English. */
export function wordsFor({ reason, action, facts }: Explanation) {
  const { directory, kept } = facts
  if (reason === 'listed' && action === 'review_held') return 'listedHeld'
  if (reason === 'listed' && directory && kept && directory.version > kept.version) return 'listedOlder'
  if (reason === 'on_its_way' && action === 'repair') return 'late'
  if (reason === 'unknown_here' && kept) return 'differs'
  if (reason === 'other_role' && action === 'change_role') return 'notClinical'
  return reason
}

const needs: Partial<Record<Explanation['action'], Permission>> = {
  retry: 'sync.operate',
  repair: 'sync.operate',
  change_role: 'users.write',
  activate: 'users.write',
  restore: 'users.write',
  review_held: 'sync.read',
  resume: 'sync.read',
}

/** The button beside somebody who isn't listed. */
export function remedyFor({ action, reason, parkedId }: Explanation, permissions: readonly Permission[]): Remedy {
  if (reason === 'listed') return { kind: 'choose' }
  if (action === 'none' || action === 'wait') return { kind: action }
  const needed = needs[action]
  if (needed && !permissions.includes(needed)) return { kind: 'ask' }
  switch (action) {
    case 'retry':
      return parkedId ? { kind: 'retry', parkedId } : { kind: 'repair' }
    case 'review_held':
      return { kind: action, href: '/sync?tab=held' }
    case 'resume':
      return { kind: action, href: '/sync?tab=queues' }
    default:
      return { kind: action }
  }
}

const movingMs = 2000
const standingMs = 10_000

/** How soon it is worth asking again, while somebody looks. */
export function explainAgainMs(items: readonly Pick<Explanation, 'reason'>[]): number | false {
  if (items.some(({ reason }) => reason === 'on_its_way' || reason === 'unknown_here')) return movingMs
  return items.some(({ reason }) => reason !== 'listed') ? standingMs : false
}
