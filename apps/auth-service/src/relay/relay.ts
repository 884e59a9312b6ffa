import { setTimeout as delay } from 'node:timers/promises'
import type { EventBus, EventPublisher } from '@rollcall/event-bus/port'
import { type Lane, lanes } from '@rollcall/events/subscribers'
import { describeError } from '@rollcall/service-kit/errors'
import type { ReadinessCheck } from '@rollcall/service-kit/health'
import { createListener } from '@rollcall/service-kit/listen'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Metrics } from '@rollcall/service-kit/metrics'
import { createPool } from '@rollcall/service-kit/postgres'
import { createWakeUp, type WakeUp } from '@rollcall/service-kit/wake-up'
import type { ClaimLimits } from './claim-pending-events.js'
import { createOutboxTidier } from './outbox-tidier.js'
import { publishPending } from './publish-pending.js'
import { readWaitingLanes } from './read-waiting-lanes.js'
import { createRelayReport, type RelayStats } from './relay-report.js'
import { pause, repeatUntilStopped } from './repeat-until-stopped.js'

export interface RelayOptions {
  connectionString: string
  bus: EventBus
  logger: Logger
  metrics: Metrics
  /** How often the outbox is looked at without a hint. */
  pollMs?: number
  /** Most events in one message. Subscribers write 500 users in one statement as fast as any larger number. */
  batchEvents?: number
  /** After how many events the outbox' pages are made usable again. */
  tidyEveryEvents?: number
}

export interface Relay {
  start: () => void
  /** Finishes the batch at hand. */
  stop: () => Promise<void>
  stats: () => RelayStats
  readiness: ReadinessCheck
}

// The outbox is empty most of the time, so its statistics mislead: plans must use the indexes whatever they say.
const settings = {
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  plan_cache_mode: 'force_generic_plan',
  jit: 'off',
}
const queryTimeoutMs = 10_000
const finishWithinMs = 2000

// What one transaction claims: a person's edits in one small message; a backlog in several of up to 500 events.
const limitsOf = (lane: Lane, batchEvents: number): ClaimLimits => ({
  events: lane === 'bulk' ? 2000 : 500,
  bytes: 8_000_000,
  batchEvents,
  batchBytes: 1_000_000,
})

/** Empties the outbox into the bus, one loop a lane, so that a single edit overtakes a running import. */
export function createRelay(options: RelayOptions): Relay {
  const { connectionString, bus, logger, metrics, pollMs = 1000, batchEvents = 500 } = options
  const pool = createPool({
    ...{ connectionString, logger, settings, queryTimeoutMs },
    ...{ role: 'rollcall_system', max: lanes.length + 1 },
  })
  const wakeUps: Record<Lane, WakeUp> = { interactive: createWakeUp(), bulk: createWakeUp() }
  const listener = createListener({
    connectionString,
    channel: 'rollcall_outbox',
    logger,
    onNotify: (lane) => (lane === 'bulk' ? wakeUps.bulk : wakeUps.interactive).signal(),
  })
  const report = createRelayReport({ logger, metrics })
  const tidier = createOutboxTidier({ db: pool, logger, everyEvents: options.tidyEveryEvents ?? 50_000 })
  let stopping = new AbortController()
  let publisher: EventPublisher | undefined
  let loops: Promise<void>[] = []

  const repeat = (name: Lane | 'poll', round: () => Promise<void>) =>
    repeatUntilStopped(stopping.signal, round, (error) => report.failed(name, describeError(error)))
  const runLane = (lane: Lane, to: EventPublisher) =>
    repeat(lane, async () => {
      const published = await publishPending(pool, to, lane, limitsOf(lane, batchEvents))
      const count = report.published(lane, published)
      report.succeeded(lane)
      await tidier.after(count)
      if (count + published.malformed === 0) await wakeUps[lane].wait()
    })

  // The one look at an idle outbox: a notification is a hint, this is the truth.
  const runPoll = () =>
    repeat('poll', async () => {
      for (const lane of await readWaitingLanes(pool)) wakeUps[lane].signal()
      report.succeeded('poll')
      await pause(pollMs, stopping.signal)
    })

  return {
    start: () => {
      stopping = new AbortController()
      publisher = bus.createPublisher()
      const to = publisher
      listener.start()
      loops = [...lanes.map((lane) => runLane(lane, to)), runPoll()]
    },
    stop: async () => {
      stopping.abort()
      for (const lane of lanes) wakeUps[lane].signal()
      const ended = Promise.all(loops)
      // A round that waits for room in a full queue is given up: its events stay in the outbox.
      await Promise.race([ended, delay(finishWithinMs, undefined, { ref: false })])
      await publisher?.close()
      await ended
      await Promise.all([listener.stop(), pool.end()])
    },
    stats: report.stats,
    readiness: {
      name: 'relay',
      check: async () => {
        const { lastError, publishedTotal } = report.stats()
        if (lastError) throw new Error(lastError)
        await publisher?.check()
        return { publishedTotal }
      },
    },
  }
}
