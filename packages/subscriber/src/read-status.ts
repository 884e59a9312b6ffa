import type { EventConsumer } from '@rollcall/event-bus/port'
import type { Pool } from '@rollcall/service-kit/postgres'
import type { ParkedEvents } from './parked/parked-events.js'
import type { ReconcileDesk } from './reconcile/reconcile-desk.js'
import type { Report } from './report.js'
import { readState } from './subscriber-state.js'
import type { SubscriberStatus } from './subscriber-status.js'
import type { SubscriberStore } from './subscriber-store.js'

/** Gathers what is known of a subscriber, over all its replicas. */
export function createStatusReader(options: {
  pool: Pool
  name: string
  store: Pick<SubscriberStore, 'count'>
  report: Pick<Report, 'flush' | 'read'>
  parked: Pick<ParkedEvents, 'count'>
  consumer: Pick<EventConsumer, 'check'>
  reconcile: Pick<ReconcileDesk, 'running'>
}) {
  const { pool, name, store, report, parked, consumer, reconcile } = options
  return async (): Promise<SubscriberStatus> => {
    await report.flush()
    const [state, counts, users, run, consuming] = await Promise.all([
      readState(pool, name),
      parked.count(),
      store.count(),
      reconcile.running(),
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
      reconcile: { running: run !== null, done: run?.done ?? 0, total: run?.total ?? 0, run, last: lastReconcile },
    }
  }
}
