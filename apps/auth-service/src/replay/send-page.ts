import type { EventPublisher, QueueInspector } from '@rollcall/event-bus/port'
import type { SubscriberName } from '@rollcall/events/subscribers'
import type { Pool } from '@rollcall/service-kit/postgres'
import { eventJsonSql } from '../relay/event-json.js'
import { type ReplayScope, replayable, scopeClause } from './replay-scope.js'

export interface RunningReplay {
  id: string
  tenantId: string
  subscriber: SubscriberName
  scope: ReplayScope
  /** bigint as text. */
  lastPosition: string
  untilPosition: string
}

export interface ReplayRoad {
  pool: Pool
  publisher: EventPublisher
  inspector: QueueInspector
}

/**
 * `sent`: one more page was handed over. `waiting`: the queue is long, paused or full. `ended`: nothing is left, or
 * somebody stopped it.
 */
export type PageResult =
  | { state: 'sent'; lastPosition: string }
  | { state: 'waiting'; reason: string }
  | { state: 'ended' }

const pageEvents = 500
// A replay gives way to whatever else the subscriber has to do.
const maxWaitingMessages = 20

/**
 * Hands the next page of a replay to the subscriber's queue, then notes how far it is. A crash in between sends the page
 * twice, which is harmless.
 * @throws when the broker or the database is away
 */
export async function sendReplayPage(
  { pool, publisher, inspector }: ReplayRoad,
  run: RunningReplay,
): Promise<PageResult> {
  const depth = await inspector.depth(run.subscriber)
  if (depth.paused) return { state: 'waiting', reason: 'The queue is paused. The replay goes on once it is resumed.' }
  if (depth.waiting >= maxWaitingMessages) {
    return { state: 'waiting', reason: 'The queue is long. The replay goes on once it is shorter.' }
  }
  const page = await readPage(pool, run)
  if (page.count === 0) return finish(pool, run)
  const batch = { lane: 'bulk' as const, count: page.count, events: `[${page.events}]`, replayId: run.id }
  const { missed } = await publisher.publish([batch], run.subscriber)
  if (missed.length > 0)
    return { state: 'waiting', reason: 'The queue is full. The replay goes on once there is room.' }
  // Counted also when somebody has stopped it meanwhile: the page is on its way.
  const { rows } = await pool.query<{ running: boolean }>(
    `UPDATE replay_run SET done = done + $2, last_position = $3, error = NULL WHERE id = $1
     RETURNING state = 'running' AS running`,
    [run.id, page.count, page.last],
  )
  return rows[0]?.running ? { state: 'sent', lastPosition: page.last } : { state: 'ended' }
}

async function readPage(pool: Pool, run: RunningReplay): Promise<{ count: number; events: string; last: string }> {
  const clause = scopeClause(run.scope, 4)
  const { rows } = await pool.query<{ count: number; events: string | null; last: string | null }>(
    `WITH page AS MATERIALIZED (
       SELECT * FROM user_event AS e
       WHERE e.tenant_id = $1 AND e.position > $2 AND e.position <= $3 AND ${clause.sql} AND ${replayable}
       ORDER BY e.position LIMIT ${pageEvents}
     )
     SELECT count(*)::int AS count, string_agg(${eventJsonSql}, ',' ORDER BY position) AS events,
       max(position)::text AS last
     FROM page`,
    [run.tenantId, run.lastPosition, run.untilPosition, ...clause.values],
  )
  const { count = 0, events = null, last = null } = rows[0] ?? {}
  return { count, events: events ?? '', last: last ?? run.lastPosition }
}

async function finish(pool: Pool, { id }: RunningReplay): Promise<PageResult> {
  await pool.query(
    `UPDATE replay_run SET state = 'done', ended_at = now(), error = NULL WHERE id = $1 AND state = 'running'`,
    [id],
  )
  return { state: 'ended' }
}
