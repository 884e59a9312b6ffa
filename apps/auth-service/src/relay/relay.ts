import type { EventBus } from '@rollcall/event-bus/port'
import { type Lane, lanes } from '@rollcall/events/subscribers'
import { describeError } from '@rollcall/service-kit/errors'
import type { ReadinessCheck } from '@rollcall/service-kit/health'
import { createListener } from '@rollcall/service-kit/listen'
import type { Logger } from '@rollcall/service-kit/logger'
import { Counter, type Metrics } from '@rollcall/service-kit/metrics'
import { createPool, inTransaction } from '@rollcall/service-kit/postgres'
import { createWakeUp, type WakeUp } from '@rollcall/service-kit/wake-up'
import { announcePublished } from './announce-published.js'
import { claimPendingEvents } from './claim-pending-events.js'
import { packBatches } from './pack-batches.js'

export interface RelayOptions {
  connectionString: string
  bus: EventBus
  logger: Logger
  metrics: Metrics
  /** How often the outbox is looked at without a hint. */
  pollMs?: number
}

export interface RelayStats {
  publishedTotal: number
  lastPublishedAt: Date | null
  /** Why the last try failed; null once one has succeeded again. */
  lastError: string | null
}

export interface Relay {
  start: () => void
  /** Finishes the batch at hand. */
  stop: () => Promise<void>
  stats: () => RelayStats
  readiness: ReadinessCheck
}

// What one transaction claims: a person's edits in one small message; a backlog in several of up to 500 events.
const claimLimit: Record<Lane, number> = { interactive: 500, bulk: 2000 }
const maxRetryMs = 2000

/**
 * Empties the outbox into the bus: claim → publish → delete, in one transaction a round, one loop a lane. A crash
 * anywhere leaves the events in the outbox; one between publish and commit publishes them twice, which is harmless.
 */
export function createRelay(options: RelayOptions): Relay {
  const { connectionString, bus, logger, metrics, pollMs = 1000 } = options
  // The outbox is empty most of the time, so its statistics mislead: plans must use the indexes whatever they say.
  const settings = { enable_seqscan: 'off', enable_hashjoin: 'off', enable_mergejoin: 'off' }
  const pool = createPool({ connectionString, logger, max: lanes.length, settings })
  const wakeUps: Record<Lane, WakeUp> = { interactive: createWakeUp(), bulk: createWakeUp() }
  const listener = createListener({
    connectionString,
    channel: 'rollcall_outbox',
    logger,
    onNotify: (lane) => (lane === 'bulk' ? wakeUps.bulk : wakeUps.interactive).signal(),
  })
  const published = new Counter({
    name: 'rollcall_relay_published_events_total',
    help: 'Events that the bus has accepted',
    labelNames: ['lane'] as const,
    registers: [metrics.registry],
  })
  const stats: RelayStats = { publishedTotal: 0, lastPublishedAt: null, lastError: null }
  let publisher: ReturnType<EventBus['createPublisher']> | undefined
  let stopped = true
  let loops: Promise<void>[] = []

  const publishOnce = async (lane: Lane): Promise<number> => {
    const events = await inTransaction(pool, async (client) => {
      const claimed = await claimPendingEvents(client, lane, claimLimit[lane])
      if (claimed.length > 0 && publisher) {
        await publisher.publish(packBatches(lane, claimed))
        await announcePublished(client, claimed)
      }
      return claimed
    })
    if (events.length === 0) return 0
    stats.publishedTotal += events.length
    stats.lastPublishedAt = new Date()
    published.inc({ lane }, events.length)
    if (lane === 'bulk') logger.info({ lane, count: events.length }, 'Published user events')
    else
      for (const { eventType, userId, tenantId } of events)
        logger.info({ event: eventType, userId, tenantId }, `Published ${eventType} event`)
    return events.length
  }

  const runLane = async (lane: Lane) => {
    let failures = 0
    while (!stopped) {
      try {
        const count = await publishOnce(lane)
        failures = 0
        stats.lastError = null
        if (count === 0) await wakeUps[lane].wait(pollMs)
      } catch (error) {
        failures += 1
        stats.lastError = describeError(error)
        if (failures === 1)
          logger.warn({ lane, err: stats.lastError }, 'the relay could not publish; events wait in the outbox')
        await wakeUps[lane].wait(Math.min(maxRetryMs, 100 * 2 ** Math.min(failures, 5)) * (0.5 + Math.random() / 2))
      }
    }
  }

  return {
    start: () => {
      stopped = false
      publisher = bus.createPublisher()
      listener.start()
      loops = lanes.map(runLane)
    },
    stop: async () => {
      stopped = true
      for (const lane of lanes) wakeUps[lane].signal()
      await Promise.all(loops)
      await Promise.all([listener.stop(), publisher?.close(), pool.end()])
    },
    stats: () => ({ ...stats }),
    readiness: {
      name: 'relay',
      check: () => {
        if (stats.lastError) throw new Error(stats.lastError)
        return { publishedTotal: stats.publishedTotal }
      },
    },
  }
}
