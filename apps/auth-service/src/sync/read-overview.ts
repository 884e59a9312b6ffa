import type { QueueDepth, QueueInspector } from '@rollcall/event-bus/port'
import { type SubscriberName, subscriberNames } from '@rollcall/events/subscribers'
import type { Pool } from '@rollcall/service-kit/postgres'
import type { Relay } from '../relay/relay.js'
import type { DirectoryFigures } from './directory-figures.js'
import type { HeldFigures } from './held-figures.js'
import type { OutboxFigures } from './outbox-figures.js'
import { type QueuePauseView, readPauses } from './read-pauses.js'

export interface SyncOverview {
  at: string
  directory: DirectoryFigures
  /** The organisation's events that are not handed to the bus yet. `oldestSeconds` is 0 when there are none. */
  outbox: {
    depth: number
    interactive: number
    bulk: number
    held: number
    oldestAt: string | null
    oldestSeconds: number
  }
  /** Rows of the outbox that name no event, set aside. */
  malformed: number
  /** Holds of this organisation that wait for a decision, and how many people they concern. */
  held: HeldFigures
  /** False where other organisations' changes are in the queues too: their depth is the platform's to know. */
  queuesShown: boolean
  subscribers: { name: SubscriberName; queue: QueueView | null; paused: QueuePauseView | null }[]
  /** Null where queues aren't shown: it hands over everybody's changes. */
  relay: { publishedTotal: number; lastPublishedAt: string | null; lastError: string | null } | null
}

/** A subscriber's queue, in messages of up to 500 events; null in the overview when the bus doesn't answer, or where queues aren't shown. */
export type QueueView = Omit<QueueDepth, 'oldestAt'> & { oldestAt: string | null; oldestSeconds: number }

export interface OverviewSources {
  pool: Pool
  readDirectory: (tenantId: string) => Promise<DirectoryFigures>
  readHeld: (tenantId: string) => Promise<HeldFigures>
  readOutbox: (tenantId: string) => Promise<OutboxFigures>
  inspector: QueueInspector
  relay: Relay
}

const secondsSince = (moment: Date | null, now: Date) =>
  moment ? Math.max(0, Math.round((now.getTime() - moment.getTime()) / 100) / 10) : 0

/** Where the changes of one organisation's users are, and how the queues are where they are shown to who asks. */
export async function readOverview(
  { pool, readDirectory, readHeld, readOutbox, inspector, relay }: OverviewSources,
  { tenantId, queuesShown }: { tenantId: string; queuesShown: boolean },
): Promise<SyncOverview> {
  const [directory, outbox, held, pauses, queues] = await Promise.all([
    readDirectory(tenantId),
    readOutbox(tenantId),
    readHeld(tenantId),
    readPauses(pool, tenantId),
    Promise.all(subscriberNames.map((name) => (queuesShown ? inspector.depth(name).catch(() => null) : null))),
  ])
  const now = new Date()
  const { publishedTotal, lastPublishedAt, lastError } = relay.stats()
  return {
    at: now.toISOString(),
    directory,
    outbox: {
      depth: outbox.interactive + outbox.bulk + outbox.held,
      interactive: outbox.interactive,
      bulk: outbox.bulk,
      held: outbox.held,
      oldestAt: outbox.oldestAt?.toISOString() ?? null,
      oldestSeconds: secondsSince(outbox.oldestAt, now),
    },
    malformed: outbox.malformed,
    held,
    queuesShown,
    subscribers: subscriberNames.map((name, index) => ({
      name,
      queue: viewOf(queues[index] ?? null, now),
      paused: pauses.get(name) ?? null,
    })),
    relay: queuesShown ? { publishedTotal, lastPublishedAt: lastPublishedAt?.toISOString() ?? null, lastError } : null,
  }
}

function viewOf(queue: QueueDepth | null, now: Date): QueueView | null {
  if (!queue) return null
  return { ...queue, oldestAt: queue.oldestAt?.toISOString() ?? null, oldestSeconds: secondsSince(queue.oldestAt, now) }
}
