import { z } from 'zod'
import type { AppliedUsers } from './deliveries/delivery-tally.js'
import type { StateDelta } from './subscriber-state.js'
import { maxNamedUsers } from './subscriber-status.js'

/** What one replica tells the others: users of one organisation that have just arrived. */
export const noticeSchema = z.object({
  replica: z.string(),
  tenantId: z.string(),
  count: z.int(),
  userIds: z.array(z.string()),
  arrivals: z.array(z.number()),
})
export type Notice = z.infer<typeof noticeSchema>

export const emptyDelta = (): StateDelta => ({
  ...{ applied: 0, superseded: 0 },
  ...{ lastEventAt: null, lastAppliedAt: null, lastArrivalMs: null },
})

/** What was written, as the counters count it and as each organisation's listeners hear of it. */
export function summariseApplied(
  { users, superseded }: AppliedUsers,
  { replica, live }: { replica: string; live: boolean },
): { next: StateDelta; byTenant: Notice[] } {
  const now = Date.now()
  const byTenant = new Map<string, Notice>()
  const next = { ...emptyDelta(), applied: users.length, superseded }
  for (const { userId, tenantId, eventAt } of users) {
    const notice = byTenant.get(tenantId) ?? { replica, tenantId, count: 0, userIds: [], arrivals: [] }
    byTenant.set(tenantId, notice)
    notice.count += 1
    const writtenAt = Date.parse(eventAt)
    const arrivalMs = Math.max(0, now - writtenAt)
    if (notice.userIds.length < maxNamedUsers) {
      notice.userIds.push(userId)
      if (live) notice.arrivals.push(arrivalMs)
    }
    if (live) next.lastArrivalMs = arrivalMs
    next.lastEventAt = latest(next.lastEventAt, new Date(writtenAt))
    next.lastAppliedAt = new Date(now)
  }
  return { next, byTenant: [...byTenant.values()] }
}

export function mergeDeltas(older: StateDelta, newer: StateDelta): StateDelta {
  return {
    applied: older.applied + newer.applied,
    superseded: older.superseded + newer.superseded,
    lastEventAt: latest(older.lastEventAt, newer.lastEventAt),
    lastAppliedAt: latest(older.lastAppliedAt, newer.lastAppliedAt),
    lastArrivalMs: newer.lastArrivalMs ?? older.lastArrivalMs,
  }
}

function latest(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b
  return a > b ? a : b
}
