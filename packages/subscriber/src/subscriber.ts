import type { EventBus } from '@rollcall/event-bus/port'
import { knownSchemaVersions } from '@rollcall/events/parse-user-event'
import type { SubscriberName } from '@rollcall/events/subscribers'
import type { ReadinessCheck } from '@rollcall/service-kit/health'
import { createListener } from '@rollcall/service-kit/listen'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Metrics } from '@rollcall/service-kit/metrics'
import type { Pool } from '@rollcall/service-kit/postgres'
import { createApplier } from './apply-events.js'
import { type AuditOutbox, createAuditOutbox } from './audit/audit-outbox.js'
import { eraseUser } from './audit/erase-user.js'
import { readHistory } from './deliveries/read-history.js'
import { readReplayOutcome } from './deliveries/read-replay-outcome.js'
import { readTrip } from './deliveries/read-trip.js'
import type { HistoryMinute, ReplayOutcome, Trip } from './deliveries/trip.js'
import type { DirectoryClient } from './directory-client.js'
import { createParkedDesk, type ParkedDesk } from './parked/parked-desk.js'
import { createParkedEvents } from './parked/parked-events.js'
import { createRetryLoop } from './parked/retry-loop.js'
import { defaultRetryPolicy, type RetryPolicy } from './parked/retry-policy.js'
import { createParkedSweep } from './parked/sweep-parked.js'
import { createLogPurge } from './purge-logs.js'
import { readHealth, type SubscriberHealth } from './read-health.js'
import { createStatusReader } from './read-status.js'
import { createReconcileDesk, type ReconcileDesk } from './reconcile/reconcile-desk.js'
import type { ReconcileSchedule } from './reconcile/reconcile-schedule.js'
import type { ReconcileStore } from './reconcile/reconcile-store.js'
import type { RepairOutcome } from './reconcile/repair-user.js'
import { createReport } from './report.js'
import { createSubscriberMetrics } from './subscriber-metrics.js'
import type { TripInput } from './subscriber-router.js'
import { appliedChannel } from './subscriber-state.js'
import type { AppliedNotice, SubscriberStatus } from './subscriber-status.js'
import type { SubscriberStore } from './subscriber-store.js'
import type { AbsentState, UserArrival } from './user-arrival.js'

export interface SubscriberOptions {
  name: SubscriberName
  bus: EventBus
  /** This service's own database, with the tables of a subscriber, for all organisations. Made from a connection string. */
  pool: Pool
  /** The same database, for what is asked or decided in the name of one organisation's people. */
  people: Pool
  directory: DirectoryClient
  logger: Logger
  metrics: Metrics
  store: SubscriberStore & ReconcileStore
  /** What `versions` calls a user who isn't kept; `unknown` unless given. */
  absent?: AbsentState
  retry?: Partial<RetryPolicy>
  schedule?: Partial<ReconcileSchedule>
}

export interface Subscriber {
  name: SubscriberName
  start: () => Promise<void>
  stop: () => Promise<void>
  status: () => Promise<SubscriberStatus>
  /** What of the status is one organisation's own. */
  ownCounts: (tenantId: string) => Promise<Pick<SubscriberStatus, 'users' | 'parked' | 'retrying'>>
  readiness: ReadinessCheck
  /** Called for each tenant's users that arrived, on whichever replica. Returns how to stop it. */
  onApplied: (listener: (notice: AppliedNotice) => void) => () => void
  /** How these users (≤ 500) of an organisation stand here, in the order asked. */
  arrivals: (tenantId: string, ids: string[]) => Promise<UserArrival[]>
  /** How far each organisation is here, in numbers. */
  health: () => Promise<SubscriberHealth>
  /** What became of one event here. */
  trip: (event: TripInput) => Promise<Trip>
  /** Minute by minute, up to a day back. */
  history: (minutes: number) => Promise<HistoryMinute[]>
  replayOutcome: (replayId: string) => Promise<ReplayOutcome>
  /** Brings one user of an organisation up to date now. */
  repairUser: (tenantId: string, userId: string) => Promise<RepairOutcome>
  /** Forgets what is personal of an erased user beside the projection. */
  eraseUser: (userId: string) => Promise<{ erased: true }>
  /** Puts what people do here on record. */
  audit: Pick<AuditOutbox, 'recording'>
  parked: ParkedDesk
  reconcile: ReconcileDesk
}

/**
 * What every service that must know users does the same way: consume, apply what is newer, put culprits aside, retry
 * and park them, reconcile, and report. Starts with everything away and goes on when it comes back.
 */
export function createSubscriber(options: SubscriberOptions): Subscriber {
  const { name, pool, logger, store, bus } = options
  const policy = { ...defaultRetryPolicy, ...options.retry }
  const listeners = new Set<(notice: AppliedNotice) => void>()
  const parked = createParkedEvents(pool)
  const metrics = createSubscriberMetrics(options.metrics, parked)
  const onNotice = (notice: AppliedNotice) => {
    for (const listener of listeners) listener(notice)
  }
  const report = createReport({ db: pool, subscriber: name, logger, metrics, onNotice })
  const onParked = () => retries.wake()
  const applier = createApplier({ store, parked, report, policy, logger, onParked })
  const retries = createRetryLoop({
    ...{ parked, policy, logger, retry: applier.retry, knownVersions: knownSchemaVersions },
    sweep: createParkedSweep({ parked, store }),
  })
  const reconcile = createReconcileDesk({ ...options, report })
  const consumer = bus.createConsumer({
    ...{ subscriber: name, handle: applier.handleDelivery, onMissed: reconcile.runAfterMissed },
  })
  const purge = createLogPurge({ db: pool, logger })
  const audit = createAuditOutbox({ pool, directory: options.directory, logger })
  // A connection of its own: one that listens can't go back to a pool.
  const connectionString = pool.options.connectionString ?? ''
  const listener = createListener({ connectionString, channel: appliedChannel, logger, onNotify: report.hear })
  const desk = createParkedDesk({
    db: options.people,
    store,
    absent: options.absent ?? 'unknown',
    onRetry: retries.wake,
  })

  return {
    name,
    start: async () => {
      listener.start()
      retries.start()
      await consumer.start()
      reconcile.start()
      purge.start()
      audit.start()
    },
    stop: async () => {
      await Promise.all([consumer.stop(), reconcile.stop(), retries.stop(), purge.stop(), audit.stop()])
      await report.stop()
      await listener.stop()
    },
    status: createStatusReader({ pool, name, store, report, parked, consumer, reconcile }),
    ownCounts: async (tenantId) => {
      const [users, counts] = await Promise.all([store.count(tenantId), parked.count(tenantId)])
      return { users, ...counts }
    },
    readiness: { name: 'consumption', check: () => consumer.check() },
    onApplied: (added) => {
      listeners.add(added)
      return () => listeners.delete(added)
    },
    arrivals: desk.arrivals,
    health: () => readHealth(pool, store),
    trip: (event) => readTrip({ db: pool, store }, event),
    history: (minutes) => readHistory(pool, minutes),
    replayOutcome: (replayId) => readReplayOutcome(pool, replayId),
    repairUser: async (tenantId, userId) => {
      const outcome = await reconcile.repairUser(tenantId, userId)
      retries.wake()
      return outcome
    },
    eraseUser: (userId) => eraseUser(pool, userId),
    audit,
    parked: desk,
    reconcile,
  }
}
