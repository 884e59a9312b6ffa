import { randomUUID } from 'node:crypto'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import { parseJson } from '@rollcall/service-kit/parse-json'
import type { Queryable } from '@rollcall/service-kit/postgres'
import { isTransientFault } from '@rollcall/service-kit/transient-fault'
import { z } from 'zod'
import { createActivityWindow } from './activity-window.js'
import type { AppliedUsers, DeliveryRecord } from './deliveries/delivery-tally.js'
import { emptyDelta, mergeDeltas, type Notice, noticeSchema, summariseApplied } from './report-summary.js'
import type { SubscriberMetrics } from './subscriber-metrics.js'
import { writeReport } from './subscriber-state.js'
import type { AppliedNotice } from './subscriber-status.js'

const retryFlushMs = 1000
/** While the database is away; then the oldest are forgotten. */
const maxWaitingDeliveries = 2000
const maxWaitingNotices = 1000

/**
 * Keeps the counters and the log of deliveries, and tells every replica's listeners what has arrived. What can't be
 * written now is kept and written later: a report must never hold up the road, nor make a delivery repeat.
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
  let deliveries: DeliveryRecord[] = []
  let flushing: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  const hasNews = () => delta.applied + delta.superseded + deliveries.length > 0
  const writeOnce = async () => {
    const mine = { delta, notices: notices.map((notice) => JSON.stringify(notice)), deliveries }
    delta = emptyDelta()
    notices = []
    deliveries = []
    try {
      await writeReport(db, subscriber, mine)
    } catch (error) {
      delta = mergeDeltas(mine.delta, delta)
      // A record that can never be written must not keep the counters from being written. The other replicas'
      // listeners are only hinted at; old hints are worth nothing.
      if (isTransientFault(error)) deliveries = [...mine.deliveries, ...deliveries].slice(-maxWaitingDeliveries)
      logger.warn({ err: describeError(error) }, 'the counters could not be written yet')
      timer ??= setTimeout(() => {
        timer = undefined
        void flush()
      }, retryFlushMs).unref()
    }
  }
  const flush = (): Promise<void> => {
    flushing ??= (async () => {
      while (hasNews() && timer === undefined) await writeOnce()
    })().finally(() => {
      flushing = undefined
    })
    return flushing
  }
  const note = (written: AppliedUsers, live: boolean) => {
    const { next, byTenant } = summariseApplied(written, { replica, live })
    delta = mergeDeltas(delta, next)
    notices.push(...byTenant)
    if (notices.length > maxWaitingNotices) notices = notices.slice(-maxWaitingNotices)
    metrics.events.inc({ outcome: 'applied' }, next.applied)
    metrics.events.inc({ outcome: 'superseded' }, next.superseded)
    for (const { tenantId, count, userIds, arrivals } of byTenant) {
      window.add(count, arrivals)
      for (const ms of arrivals) metrics.arrival.observe(ms / 1000)
      onNotice({ tenantId, count, userIds })
    }
  }

  return {
    /** What was written beside the road: a retry, or reconcile. `live`: it was news, so its travel time means something. */
    record: ({ live, ...written }: AppliedUsers & { live: boolean }) => {
      note(written, live)
      void flush()
    },
    /** What became of a delivery, whether it was acknowledged or will be repeated. */
    recordDelivery: (record: DeliveryRecord, { written, live }: { written: AppliedUsers; live: boolean }) => {
      note(written, live)
      deliveries.push(record)
      if (deliveries.length > maxWaitingDeliveries) deliveries.shift()
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
