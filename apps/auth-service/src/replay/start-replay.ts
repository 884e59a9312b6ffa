import { type SubscriberName, subscriberNames } from '@rollcall/events/subscribers'
import { AppError, userNotFound } from '@rollcall/service-kit/errors'
import { choiceSchema, reasonSchema, strictInput } from '@rollcall/service-kit/input'
import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { entryBy } from '../audit/entry-by.js'
import { recordAudit } from '../audit/record-audit.js'
import { readPersonName } from '../users/read-person-name.js'
import { findUser } from '../users/write-user.js'
import { type ReplayRow, type ReplayRun, replayColumns, toReplayRun } from './replay-run.js'
import { type ReplayScope, replayable, replayScopeSchema, scopeClause } from './replay-scope.js'

/**
 * Sends events of one's own organisation to one subscriber again, in the bulk lane. One replay a subscriber at a time.
 * `wake` tells this replica's runner of it.
 */
export const createStartReplay = ({ pool, wake }: { pool: Pool; wake: () => void }) =>
  personProcedure('sync.operate')
    .input(strictInput({ subscriber: choiceSchema(subscriberNames), scope: replayScopeSchema, reason: reasonSchema }))
    .mutation(async ({ ctx, input: { subscriber, scope, reason } }): Promise<ReplayRun> => {
      const { tenantId, userId } = ctx.person
      const extent = await measure(pool, tenantId, scope)
      const name = await readPersonName(pool, ctx.person)
      const row = await inTransaction(pool, async (client) => {
        const { rows } = await client.query<ReplayRow>(
          `INSERT INTO replay_run (tenant_id, subscriber, scope, started_by, started_by_name, total, last_position, until_position)
           VALUES ($1, $2, $3, $4, $5, $6, $7::bigint - 1, $8) RETURNING ${replayColumns}`,
          [
            ...[tenantId, subscriber, JSON.stringify(scope), userId, name],
            ...[extent.total, extent.first, extent.last],
          ],
        )
        const [run] = rows
        if (!run) throw new AppError('INTERNAL', 'The replay could not be started. Try again.')
        const details = { subscriber, scope, events: extent.total }
        const target = { kind: 'run', id: run.id } as const
        await recordAudit(client, entryBy(ctx, { action: 'replay.started', target, reason, details }))
        return run
      }).catch(async (error: unknown) => {
        throw isRunningAlready(error) ? await alreadyRuns(pool, tenantId, subscriber) : error
      })
      wake()
      return toReplayRun(row, new Date())
    })

interface Extent {
  total: number
  first: string
  last: string
}

async function measure(pool: Pool, tenantId: string, scope: ReplayScope): Promise<Extent> {
  await refuseImpossible(pool, tenantId, scope)
  const clause = scopeClause(scope, 2)
  const { rows } = await pool.query<{ total: number; first: string | null; last: string | null }>(
    `SELECT count(*)::int AS total, min(e.position)::text AS first, max(e.position)::text AS last FROM user_event AS e
     WHERE e.tenant_id = $1 AND ${clause.sql} AND ${replayable}`,
    [tenantId, ...clause.values],
  )
  const { total = 0, first = null, last = null } = rows[0] ?? {}
  if (first === null || last === null) throw await nothingToReplay(pool, tenantId, scope)
  return { total, first, last }
}

async function refuseImpossible(pool: Pool, tenantId: string, scope: ReplayScope): Promise<void> {
  if (scope.kind === 'user' && !(await findUser(pool, tenantId, scope.userId))) throw userNotFound(scope.userId)
  if (scope.kind === 'range' && Date.parse(scope.since) >= Date.parse(scope.until)) {
    const message = 'expected a moment after since'
    throw new AppError('BAD_INPUT', `scope.until: ${message}`, { fields: [{ path: 'scope.until', message }] })
  }
  if (scope.kind !== 'event') return
  const { rows } = await pool.query<{ waits: boolean; held: boolean; dropped: boolean }>(
    `SELECT o.position IS NOT NULL AS waits, coalesce(o.held, false) AS held, coalesce(k.dropped, false) AS dropped
     FROM user_event AS e LEFT JOIN outbox AS o USING (position) LEFT JOIN held_event AS k USING (position)
     WHERE e.event_id = $1 AND e.tenant_id = $2`,
    [scope.eventId, tenantId],
  )
  const [event] = rows
  if (!event) throw new AppError('NOT_FOUND', `Event with ID ${scope.eventId} not found`)
  if (event.held) throw new AppError('CONFLICT', 'This event is held. Approve or reject the removals it belongs to.')
  if (event.dropped) throw new AppError('CONFLICT', 'This event was undone before it was approved, and never left.')
  if (event.waits) throw new AppError('CONFLICT', 'This event has not left yet. It will arrive by itself.')
}

async function nothingToReplay(pool: Pool, tenantId: string, scope: ReplayScope): Promise<AppError> {
  const { rows } = await pool.query<{ oldest: Date }>(
    'SELECT occurred_at AS oldest FROM user_event WHERE tenant_id = $1 ORDER BY position LIMIT 1',
    [tenantId],
  )
  const [first] = rows
  const known = first ? `The oldest event is of ${first.oldest.toISOString()}.` : 'There are none yet.'
  const message = `no event lies there. ${known}`
  const path = scope.kind === 'range' ? 'scope.since' : 'scope'
  return new AppError('BAD_INPUT', `${path}: ${message}`, { fields: [{ path, message }] })
}

const isRunningAlready = (error: unknown) =>
  error instanceof Error && 'constraint' in error && error.constraint === 'replay_run_running_key'

// Of another organisation's run, only that there is one.
async function alreadyRuns(pool: Pool, tenantId: string, subscriber: SubscriberName): Promise<AppError> {
  const { rows } = await pool.query<{ name: string; done: number; total: number }>(
    `SELECT started_by_name AS name, done, total FROM replay_run
     WHERE subscriber = $1 AND state = 'running' AND tenant_id = $2`,
    [subscriber, tenantId],
  )
  const [run] = rows
  const sentence = run
    ? `${run.name}'s replay to ${subscriber} is running: ${run.done} of ${run.total} events. Wait until it has ended, or stop it.`
    : `Another replay to ${subscriber} is running. Wait until it has ended.`
  return new AppError('CONFLICT', sentence)
}
