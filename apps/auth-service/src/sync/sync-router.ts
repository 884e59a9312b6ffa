import type { Lifecycle } from '@rollcall/service-kit/lifecycle'
import type { Logger } from '@rollcall/service-kit/logger'
import { may } from '@rollcall/service-kit/permissions'
import type { Pool } from '@rollcall/service-kit/postgres'
import { shareRecent } from '@rollcall/service-kit/share-recent'
import type { Person } from '@rollcall/service-kit/tokens'
import { personProcedure, router } from '@rollcall/service-kit/trpc'
import { createDiscardDeadLetters } from '../dead-letters/discard-dead-letters.js'
import { createListDeadLetters } from '../dead-letters/list-dead-letters.js'
import { createRetryDeadLetters } from '../dead-letters/retry-dead-letters.js'
import { createReadMatrix } from '../matrix/read-matrix.js'
import type { Operations } from '../operations.js'
import { ownsQueues } from '../platform/shared-queues.js'
import type { Relay } from '../relay/relay.js'
import type { SubscriberClient } from '../subscribers/subscriber-client.js'
import { createReadTimeline } from '../timeline/read-timeline.js'
import { createChangeFeed } from './change-feed.js'
import { createDirectoryFigures } from './directory-figures.js'
import { createHeldFigures } from './held-figures.js'
import { createOutboxFigures } from './outbox-figures.js'
import { readOverview, type SyncOverview } from './read-overview.js'
import { watchRoad } from './watch-road.js'

export interface SyncRouterOptions {
  pool: Pool
  /** For what all organisations share: the outbox, its malformed rows, the queues' pauses, the log's last event. */
  system: Pool
  connectionString: string
  relay: Relay
  subscribers: SubscriberClient
  operations: Operations
  logger: Logger
  lifecycle: Lifecycle
}

const freshMs = 500

/** `sync.*` of auth-service: what is on the road, once or live, and what a person does about it. */
export function createSyncRouter(options: SyncRouterOptions) {
  const { pool, system, connectionString, relay, operations, logger, lifecycle } = options
  const { inspector, procedures } = operations
  const sources = {
    ...{ pool: system, inspector, relay },
    ...{ readDirectory: createDirectoryFigures(system), readHeld: createHeldFigures(pool) },
    readOutbox: createOutboxFigures(system),
  }
  const feed = createChangeFeed({ connectionString, logger })
  feed.start()
  lifecycle.onClose('change feed', feed.stop)

  const viewOf = async (person: Person) => ({
    tenantId: person.tenantId,
    queuesShown: await ownsQueues(system, person),
  })
  // Everyone who watches one organisation, and may see as much of it, shares one reading.
  const readings = new Map<string, () => Promise<SyncOverview>>()
  const readShared = async (person: Person) => {
    const view = await viewOf(person)
    const key = `${view.tenantId} ${view.queuesShown}`
    const read = readings.get(key) ?? shareRecent(() => readOverview(sources, view), freshMs)
    readings.set(key, read)
    return read()
  }

  const shared = { pool: system, subscribers: options.subscribers }
  const procedure = personProcedure('sync.read')
  return router({
    // Read anew: whoever asks may have changed something a moment ago, and the stream repeats nothing it has told.
    overview: procedure.query(async ({ ctx }) => readOverview(sources, await viewOf(ctx.person))),
    matrix: createReadMatrix(options),
    timeline: createReadTimeline(options),
    deadLetters: createListDeadLetters(shared),
    retry: createRetryDeadLetters(shared),
    discard: createDiscardDeadLetters(shared),
    ...procedures,
    watch: personProcedure(null).subscription(({ ctx, signal }) =>
      watchRoad({
        feed,
        readOverview: may(ctx.person, 'sync.read') ? () => readShared(ctx.person) : undefined,
        tenantId: ctx.person.tenantId,
        signal,
      }),
    ),
  })
}
