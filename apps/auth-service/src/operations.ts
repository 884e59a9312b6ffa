import type { EventBus } from '@rollcall/event-bus/port'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { createApproveHold } from './brake/approve-hold.js'
import { createReadBrake, createSetBrake } from './brake/brake-settings.js'
import { createListHolds } from './brake/list-holds.js'
import { createRejectHold } from './brake/reject-hold.js'
import { createBulkRunner } from './bulk/bulk-runner.js'
import { createErasureCourier } from './erasure/erasure-courier.js'
import { createImportRunner } from './imports/import-runner.js'
import { createLogKeeper } from './log/log-keeper.js'
import type { Retention } from './log/purge-log.js'
import { createCountKeeper } from './people/count-keeper.js'
import { createReadSyncSet } from './people/sync-set.js'
import { createPauseKeeper } from './queues/pause-keeper.js'
import { createQueueProcedures } from './queues/queue-procedures.js'
import { createReplayProcedures } from './replay/replay-procedures.js'
import { createReplayRunner } from './replay/replay-runner.js'
import { createSealer } from './seals/sealer.js'
import type { SubscriberClient } from './subscribers/subscriber-client.js'

export type Operations = ReturnType<typeof createOperations>

/**
 * What people set going on the road, and what carries it on beside the requests. The system's pool goes to what works
 * for all organisations: the loops, the queues' pauses, and an approval, which lets go of rows of the shared outbox.
 */
export function createOperations(options: {
  pool: Pool
  system: Pool
  bus: EventBus
  subscribers: SubscriberClient
  logger: Logger
  retention: Retention
  sealKey: Buffer
}) {
  const { pool, system, bus, subscribers, logger, retention, sealKey } = options
  const inspector = bus.createInspector()
  const replays = createReplayRunner({ pool: system, bus, inspector, logger })
  const pauses = createPauseKeeper({ pool: system, inspector, logger })
  const log = createLogKeeper({ pool: system, logger, retention })
  const sealer = createSealer({ pool: system, key: sealKey, logger })
  const erasures = createErasureCourier({ pool: system, subscribers, logger })
  const imports = createImportRunner({ pool: system, logger })
  const counts = createCountKeeper({ pool: system, logger })
  const bulk = createBulkRunner({ pool: system, logger })
  const parts = [replays, bulk, imports, pauses, log, sealer, erasures, counts]
  let started = false

  return {
    inspector,
    wakeImports: imports.wake,
    wakeBulk: bulk.wake,
    readSyncSet: createReadSyncSet({ system, subscribers, inspector }),
    procedures: {
      held: createListHolds(pool),
      approve: createApproveHold(system),
      reject: createRejectHold(pool),
      brake: createReadBrake(pool),
      setBrake: createSetBrake(pool),
      ...createQueueProcedures({ pool: system, inspector, logger }),
      ...createReplayProcedures({
        pool,
        subscribers,
        wake: replays.wake,
      }),
    },
    start: () => {
      started = true
      for (const part of parts) part.start()
    },
    stop: async () => {
      if (started) await Promise.all(parts.map((part) => part.stop()))
      await inspector.close()
    },
  }
}
