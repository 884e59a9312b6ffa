import type { EventBus } from '@rollcall/event-bus/port'
import type { SubscriberName } from '@rollcall/events/subscribers'
import type { ReadinessCheck } from '@rollcall/service-kit/health'
import { createListener } from '@rollcall/service-kit/listen'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Metrics } from '@rollcall/service-kit/metrics'
import type { Pool } from '@rollcall/service-kit/postgres'
import { createApplier, type SubscriberStore } from './apply-events.js'
import type { DirectoryClient } from './directory-client.js'
import { createParkedEvents } from './parked-events.js'
import {
  createReconciler,
  defaultReconcileSchedule,
  type ReconcileContext,
  type ReconcileResult,
  type ReconcileSchedule,
} from './reconciler.js'
import { createReport } from './report.js'
import { createRetryLoop } from './retry-loop.js'
import { defaultRetryPolicy, type RetryPolicy } from './retry-policy.js'
import { createSubscriberMetrics } from './subscriber-metrics.js'
import { appliedChannel, readState } from './subscriber-state.js'
import type { AppliedNotice, SubscriberStatus } from './subscriber-status.js'

export interface SubscriberOptions {
  name: SubscriberName
  bus: EventBus
  /** This service's own database, with the tables subscriber_state and parked_event. Made from a connection string. */
  pool: Pool
  directory: DirectoryClient
  logger: Logger
  metrics: Metrics
  store: SubscriberStore
  reconcile: (context: ReconcileContext) => Promise<ReconcileResult>
  /** How many buckets (or whatever the store compares by) differ from the directory now. */
  drift: () => Promise<number>
  retry?: Partial<RetryPolicy>
  schedule?: Partial<ReconcileSchedule>
}

export interface Subscriber {
  start: () => Promise<void>
  stop: () => Promise<void>
  status: () => Promise<SubscriberStatus>
  /** `started` is false while one runs, here or on another replica. */
  reconcile: (reason: string) => Promise<{ started: boolean }>
  drift: () => Promise<number>
  readiness: ReadinessCheck
  /** Called for each tenant's users that arrived, on whichever replica. Returns how to stop it. */
  onApplied: (listener: (notice: AppliedNotice) => void) => () => void
}

/**
 * What every service that must know users does the same way: consume, apply what is newer, put culprits aside, retry
 * and park them, reconcile, and report. Starts with everything away and goes on when it comes back.
 */
export function createSubscriber(options: SubscriberOptions): Subscriber {
  const { name, pool, logger, store, directory } = options
  const policy = { ...defaultRetryPolicy, ...options.retry }
  const listeners = new Set<(notice: AppliedNotice) => void>()
  const parked = createParkedEvents(pool)
  const metrics = createSubscriberMetrics(options.metrics, parked)
  const report = createReport({
    db: pool,
    subscriber: name,
    logger,
    metrics,
    onNotice: (notice) => {
      for (const listener of listeners) listener(notice)
    },
  })
  const applier = createApplier({ store, parked, report, policy, logger })
  const consumer = options.bus.createConsumer({ subscriber: name, handle: applier.handleDelivery })
  const retries = createRetryLoop({ parked, retryOne: applier.retryOne, pollMs: policy.pollMs, logger })
  const reconciler = createReconciler({
    name,
    pool,
    logger,
    schedule: { ...defaultReconcileSchedule, ...options.schedule },
    run: (context) => options.reconcile({ ...context, directory, apply: applier.applySnapshots }),
  })
  // A connection of its own: one that listens can't go back to a pool.
  const listener = createListener({
    connectionString: pool.options.connectionString ?? '',
    channel: appliedChannel,
    logger,
    onNotify: report.hear,
  })

  const status = async (): Promise<SubscriberStatus> => {
    await report.flush()
    const [state, counts, users, consuming] = await Promise.all([
      readState(pool, name),
      parked.count(),
      store.count(),
      consumer.check().then(
        () => true,
        () => false,
      ),
    ])
    const { lastReconcile, ...figures } = state
    return {
      subscriber: name,
      users,
      ...figures,
      ...counts,
      ...report.read(),
      consuming,
      reconcile: { ...reconciler.progress(), last: lastReconcile },
    }
  }

  return {
    start: async () => {
      listener.start()
      retries.start()
      await consumer.start()
      reconciler.start()
    },
    stop: async () => {
      await Promise.all([consumer.stop(), reconciler.stop(), retries.stop()])
      await report.stop()
      await listener.stop()
    },
    status,
    reconcile: reconciler.request,
    drift: options.drift,
    readiness: { name: 'consumption', check: () => consumer.check() },
    onApplied: (added) => {
      listeners.add(added)
      return () => listeners.delete(added)
    },
  }
}
