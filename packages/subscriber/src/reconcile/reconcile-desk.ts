import type { EventBus } from '@rollcall/event-bus/port'
import type { SubscriberName } from '@rollcall/events/subscribers'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { inTenant } from '@rollcall/service-kit/tenant-scope'
import type { DirectoryClient } from '../directory-client.js'
import type { Report } from '../report.js'
import type { SubscriberStore } from '../subscriber-store.js'
import { createDriftMeter } from './measure-drift.js'
import { createQueueWatch } from './queue-watch.js'
import { createReconcileSchedule, defaultReconcileSchedule, type ReconcileSchedule } from './reconcile-schedule.js'
import type { ReconcileStore } from './reconcile-store.js'
import { createReconciler } from './reconciler.js'
import { createRepairUser } from './repair-user.js'
import { listRuns, readRun } from './run-table.js'

export type ReconcileDesk = ReturnType<typeof createReconcileDesk>

/** Everything about reconcile that a service or a person may ask of a subscriber. */
export function createReconcileDesk(options: {
  name: SubscriberName
  bus: EventBus
  pool: Pool
  people: Pool
  directory: DirectoryClient
  logger: Logger
  store: SubscriberStore & ReconcileStore
  report: Report
  schedule?: Partial<ReconcileSchedule>
}) {
  const { name, bus, pool, people, directory, logger, store, report } = options
  const inspector = bus.createInspector()
  const queue = createQueueWatch({ inspector, directory, subscriber: name })
  const reconciler = createReconciler({ name, pool, logger, store, directory, report, queue })
  const schedule = createReconcileSchedule({
    ...{ reconciler, queue, logger },
    schedule: { ...defaultReconcileSchedule, ...options.schedule },
  })
  const { request, runToEnd, stopRun, running, onProgress } = reconciler

  return {
    ...{ request, runToEnd, stopRun, running, onProgress },
    runAfterMissed: schedule.runAfterMissed,
    runs: (limit: number) => listRuns(pool, limit),
    /** One run, and a page of its differences. */
    run: (page: Parameters<typeof readRun>[2]) => inTenant(page.tenantId, () => readRun(pool, people, page)),
    drift: createDriftMeter({ store, directory, signal: reconciler.signal }),
    repairUser: createRepairUser({ store, directory, report, queue }),
    start: schedule.start,
    stop: async () => {
      await reconciler.stop()
      await schedule.stop()
      await inspector.close()
    },
  }
}
