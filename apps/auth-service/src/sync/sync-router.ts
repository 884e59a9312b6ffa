import type { EventBus } from '@rollcall/event-bus/port'
import type { Lifecycle } from '@rollcall/service-kit/lifecycle'
import type { Logger } from '@rollcall/service-kit/logger'
import { permissionsOf } from '@rollcall/service-kit/permissions'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure, router } from '@rollcall/service-kit/trpc'
import type { Relay } from '../relay/relay.js'
import { createChangeFeed } from './change-feed.js'
import { createDirectoryFigures } from './directory-figures.js'
import { readOverview, type SyncOverview } from './read-overview.js'
import { watchRoad } from './watch-road.js'

export interface SyncRouterOptions {
  pool: Pool
  connectionString: string
  bus: EventBus
  relay: Relay
  logger: Logger
  lifecycle: Lifecycle
}

const freshMs = 500

/** `sync.*` of auth-service: the outbox and the queues, once or live. */
export function createSyncRouter(options: SyncRouterOptions) {
  const { pool, connectionString, bus, relay, logger, lifecycle } = options
  const inspector = bus.createInspector()
  const readDirectory = createDirectoryFigures(pool)
  const feed = createChangeFeed({ connectionString, logger })
  feed.start()
  lifecycle.onClose('change feed', feed.stop)
  lifecycle.onClose('queue inspector', inspector.close)

  // Everyone who watches one organisation shares one reading.
  const readings = new Map<string, { at: number; overview: Promise<SyncOverview> }>()
  const readShared = (tenantId: string) => {
    const known = readings.get(tenantId)
    if (known && Date.now() - known.at < freshMs) return known.overview
    const overview = readOverview({ pool, readDirectory, inspector, relay }, tenantId)
    readings.set(tenantId, { at: Date.now(), overview })
    return overview
  }

  const procedure = personProcedure('sync.read')
  return router({
    overview: procedure.query(({ ctx }) => readShared(ctx.person.tenantId)),
    watch: personProcedure(null).subscription(({ ctx, signal }) =>
      watchRoad({
        feed,
        readOverview: permissionsOf(ctx.person.role).includes('sync.read') ? readShared : undefined,
        tenantId: ctx.person.tenantId,
        signal,
      }),
    ),
  })
}
