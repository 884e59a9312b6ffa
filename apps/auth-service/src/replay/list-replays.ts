import { limitSchema, strictInput } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import type { SubscriberClient } from '../subscribers/subscriber-client.js'
import { type ReplayOutcome, type ReplayRow, type ReplayRun, replayColumns, toReplayRun } from './replay-run.js'

/** Replays of one's own organisation, the newest first, with what the subscribers made of them. */
export const createListReplays = ({ pool, subscribers }: { pool: Pool; subscribers: SubscriberClient }) =>
  personProcedure('sync.read')
    .input(strictInput({ limit: limitSchema(100).default(20) }).prefault({}))
    .query(async ({ ctx, input }): Promise<{ items: ReplayRun[] }> => {
      const { rows } = await pool.query<ReplayRow>(
        `SELECT ${replayColumns} FROM replay_run WHERE tenant_id = $1 ORDER BY started_at DESC, id DESC LIMIT $2`,
        [ctx.person.tenantId, input.limit],
      )
      const now = new Date()
      const items = await Promise.all(
        rows.map(async (row) => toReplayRun({ ...row, outcome: await outcomeOf(pool, subscribers, row) }, now)),
      )
      return { items }
    })

/** Kept with the run once the subscriber has had all of it: its own log of deliveries ends after 30 days. */
async function outcomeOf(pool: Pool, subscribers: SubscriberClient, row: ReplayRow): Promise<ReplayOutcome | null> {
  if (row.outcome || row.done === 0) return row.outcome ?? nothing
  const answer = await subscribers.ask(row.subscriber, 'replayOutcome', { replayId: row.id })
  const outcome = answer.reached ? answer.data : null
  if (outcome && row.state !== 'running' && outcome.received >= row.done) {
    await pool.query('UPDATE replay_run SET outcome = $2 WHERE id = $1', [row.id, JSON.stringify(outcome)])
  }
  return outcome
}

const nothing: ReplayOutcome = { received: 0, applied: 0, superseded: 0, parked: 0 }
