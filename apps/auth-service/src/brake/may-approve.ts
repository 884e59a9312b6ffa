import { may } from '@rollcall/service-kit/permissions'
import type { Person } from '@rollcall/service-kit/tokens'
import type { ApprovalFacts, Hold } from './hold.js'

export type Approval = Pick<Hold, 'mayApprove' | 'approveFrom' | 'whyNot'>

/**
 * Whoever had a part in a hold doesn't approve it. Where every administrator had, as where there is only one, they may
 * once the delay has passed since the last removal joined.
 */
export function mayApprove(person: Person, facts: ApprovalFacts, now: Date): Approval {
  const refuse = (whyNot: string, approveFrom: string | null = null): Approval => ({
    ...{ mayApprove: false, approveFrom, whyNot },
  })
  if (!may(person, 'sync.approve')) return refuse('Only an administrator may decide this.')
  const allowed: Approval = { mayApprove: true, approveFrom: null, whyNot: null }
  if (!facts.causedBy.includes(`user:${person.userId}`)) return allowed
  if (facts.otherAdmins > 0)
    return refuse('You made these changes yourself. Another administrator has to approve them.')
  const from = new Date(facts.lastAt.getTime() + facts.delayMinutes * 60_000)
  if (from <= now) return { ...allowed, approveFrom: from.toISOString() }
  return refuse(
    `You made these changes yourself, and there is no other administrator. You may approve them from ${from.toISOString()} on.`,
    from.toISOString(),
  )
}

/** SQL: a row of "user" is an active administrator of the organisation who had no part in what these actors did. */
export const isOtherAdmin = (tenant: string, causedBy: string) =>
  `tenant_id = ${tenant} AND role = 'admin' AND is_active AND deleted_at IS NULL AND NOT 'user:' || id = ANY (${causedBy})`
