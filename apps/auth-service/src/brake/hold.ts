import type { Actor } from '../sync/actor-name.js'

export const holdStates = ['waiting', 'approved', 'rejected'] as const
export type HoldState = (typeof holdStates)[number]

/** Someone whom services go on believing active until the hold is decided. */
export interface HeldPerson {
  userId: string
  fullName: string
  role: string
  change: 'deactivated' | 'deleted'
}

/** Removals of one organisation that wait for an administrator, or waited. */
export interface Hold {
  id: string
  openedAt: string
  /** When the last removal joined it. */
  lastAt: string
  causedBy: Actor[]
  people: number
  /** How many were active before the removals began. */
  activeBefore: number
  state: HoldState
  decidedAt: string | null
  /** Null while it waits, and where everyone was restored one by one. */
  decidedBy: Actor | null
  /** Whether you may approve it now. Rejecting it takes the same permission, and nothing else. */
  mayApprove: boolean
  /** From when you may approve it alone; null when that isn't a matter of time. */
  approveFrom: string | null
  /** Why you may not approve it now. */
  whyNot: string | null
  /** At most 20 of its people, while it waits. */
  sample: HeldPerson[]
}

/** What a hold's row tells of who may approve it. */
export interface ApprovalFacts {
  /** Actors as the log names them: kind and id. */
  causedBy: string[]
  lastAt: Date
  delayMinutes: number
  /** Active administrators who had no part in it. */
  otherAdmins: number
}
