import { randomUUID } from 'node:crypto'
import type { DirectoryUser } from '@rollcall/events/user-event'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import { parseJson } from '@rollcall/service-kit/parse-json'
import type { Queryable } from '@rollcall/service-kit/postgres'
import { z } from 'zod'
import { createActivityWindow } from './activity-window.js'
import type { SubscriberMetrics } from './subscriber-metrics.js'
import { addToState, type StateDelta } from './subscriber-state.js'
import { type AppliedNotice, maxNamedUsers } from './subscriber-status.js'

/** What one call of the store's `apply` did. `live`: it came over the bus, so its travel time means something. */
export interface AppliedBatch {
  users: DirectoryUser[]
  applied: string[]
  superseded: number
  live: boolean
}

const noticeSchema = z.object({
  replica: z.string(),
  tenantId: z.string(),
  count: z.int(),
  userIds: z.array(z.string()),
  arrivals: z.array(z.number()),
})
type Notice = z.infer<typeof noticeSchema>

const emptyDelta = (): StateDelta => ({
  applied: 0,
  superseded: 0,
  lastEventAt: null,
  lastAppliedAt: null,
  lastArrivalMs: null,
})
const retryFlushMs = 1000

/**
 * Keeps the counters and tells every replica's listeners what has arrived. A figure that can't be written now is kept
 * and written later: a report must never hold up the road, nor make a delivery repeat.
 */
export function createReport(options: {
  db: Queryable
  subscriber: string
  logger: Logger
  metrics: SubscriberMetrics
  onNotice: (notice: AppliedNotice) => void
}) {
  const { db, subscriber, logger, metrics, onNotice } = options
  const replica = randomUUID()
  const window = createActivityWindow()
  let delta = emptyDelta()
  let notices: Notice[] = []
  let flushing: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  const writeOnce = async () => {
    const [nextDelta, nextNotices] = [delta, notices]
    delta = emptyDelta()
    notices = []
    try {
      await addToState(
        db,
        subscriber,
        nextDelta,
        nextNotices.map((notice) => JSON.stringify(notice)),
      )
    } catch (error) {
      delta = mergeDeltas(nextDelta, delta)
      // The other replicas' listeners are only hinted at; old hints are worth nothing.
      logger.warn({ err: describeError(error) }, 'the counters could not be written yet')
      timer ??= setTimeout(() => {
        timer = undefined
        void flush()
      }, retryFlushMs).unref()
    }
  }
  const flush = (): Promise<void> => {
    flushing ??= (async () => {
      while ((delta.applied > 0 || delta.superseded > 0) && timer === undefined) await writeOnce()
    })().finally(() => {
      flushing = undefined
    })
    return flushing
  }

  return {
    record: (batch: AppliedBatch) => {
      const { next, byTenant } = summarise(batch, replica)
      delta = mergeDeltas(delta, next)
      notices.push(...byTenant)
      metrics.events.inc({ outcome: 'applied' }, next.applied)
      metrics.events.inc({ outcome: 'superseded' }, next.superseded)
      for (const { tenantId, count, userIds, arrivals } of byTenant) {
        window.add(count, arrivals)
        for (const ms of arrivals) metrics.arrival.observe(ms / 1000)
        onNotice({ tenantId, count, userIds })
      }
      void flush()
    },
    /** Takes what another replica has said; what this one said itself is known already. */
    hear: (payload: string) => {
      const parsed = z.string().transform(parseJson).pipe(noticeSchema).safeParse(payload)
      if (!parsed.success || parsed.data.replica === replica) return
      const { tenantId, count, userIds, arrivals } = parsed.data
      window.add(count, arrivals)
      onNotice({ tenantId, count, userIds })
    },
    read: () => window.read(),
    flush,
    /** Writes what is left, once. */
    stop: async () => {
      clearTimeout(timer)
      timer = undefined
      await flush()
      clearTimeout(timer)
    },
  }
}
export type Report = ReturnType<typeof createReport>

function summarise(batch: AppliedBatch, replica: string): { next: StateDelta; byTenant: Notice[] } {
  const now = Date.now()
  const newest = new Map<string, DirectoryUser>()
  for (const user of batch.users) {
    const known = newest.get(user.userId)
    if (!known || known.userVersion < user.userVersion) newest.set(user.userId, user)
  }
  const byTenant = new Map<string, Notice>()
  const next = { ...emptyDelta(), applied: batch.applied.length, superseded: batch.superseded }
  for (const userId of batch.applied) {
    const user = newest.get(userId)
    if (!user) continue
    const notice = byTenant.get(user.tenantId) ?? {
      replica,
      tenantId: user.tenantId,
      count: 0,
      userIds: [],
      arrivals: [],
    }
    byTenant.set(user.tenantId, notice)
    notice.count += 1
    const arrivalMs = Math.max(0, now - Date.parse(user.eventAt))
    if (notice.userIds.length < maxNamedUsers) {
      notice.userIds.push(userId)
      if (batch.live) notice.arrivals.push(arrivalMs)
    }
    if (batch.live) next.lastArrivalMs = arrivalMs
    next.lastEventAt = latest(next.lastEventAt, new Date(user.eventAt))
    next.lastAppliedAt = new Date(now)
  }
  return { next, byTenant: [...byTenant.values()] }
}

function mergeDeltas(older: StateDelta, newer: StateDelta): StateDelta {
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
