import type { Lane } from '@rollcall/events/subscribers'
import type { Logger } from '@rollcall/service-kit/logger'
import { Counter, type Metrics } from '@rollcall/service-kit/metrics'
import type { Published } from './publish-pending.js'

export interface RelayStats {
  publishedTotal: number
  lastPublishedAt: Date | null
  /** Why the last try failed; null once one has succeeded again. */
  lastError: string | null
}

type Loop = Lane | 'poll'

/** What the relay says of itself: figures, log lines, and the error that stands in its way. */
export function createRelayReport({ logger, metrics }: { logger: Logger; metrics: Metrics }) {
  const events = new Counter({
    name: 'rollcall_relay_published_events_total',
    help: 'Events that the bus has accepted',
    labelNames: ['lane'] as const,
    registers: [metrics.registry],
  })
  const malformed = new Counter({
    name: 'rollcall_relay_malformed_rows_total',
    help: 'Outbox rows that named no event and were set aside',
    registers: [metrics.registry],
  })
  const errors = new Map<Loop, string>()
  let publishedTotal = 0
  let lastPublishedAt: Date | null = null

  return {
    /** Answers how many events went out. */
    published: (lane: Lane, round: Published): number => {
      if (round.malformed > 0) {
        malformed.inc(round.malformed)
        logger.warn({ lane, rows: round.malformed }, 'outbox rows that name no event were set aside')
      }
      const count = round.events.reduce((sum, part) => sum + part.count, 0)
      if (count === 0) return 0
      publishedTotal += count
      lastPublishedAt = new Date()
      events.inc({ lane }, count)
      if (lane === 'bulk') logger.info({ lane, count }, 'Published user events')
      else logEach(logger, round)
      if (round.missed.length > 0)
        logger.warn({ lane, count, subscribers: round.missed }, 'full queues were left out: they reconcile later')
      return count
    },
    succeeded: (loop: Loop) => void errors.delete(loop),
    failed: (loop: Loop, error: string) => {
      if (!errors.has(loop)) logger.warn({ loop, err: error }, 'the relay could not publish; events wait in the outbox')
      errors.set(loop, error)
    },
    stats: (): RelayStats => ({ publishedTotal, lastPublishedAt, lastError: [...errors.values()][0] ?? null }),
  }
}

function logEach(logger: Logger, { events }: Published): void {
  for (const { tenantId, userIds, eventTypes } of events) {
    for (const [index, userId] of userIds.entries()) {
      const event = eventTypes[index] ?? 'user.updated'
      logger.info({ event, userId, tenantId }, `Published ${event} event`)
    }
  }
}
