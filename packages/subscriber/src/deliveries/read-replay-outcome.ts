import type { Queryable } from '@rollcall/service-kit/postgres'
import type { ReplayOutcome } from './trip.js'

/**
 * Counted by position, so that an event which was delivered twice counts once. One that was ever applied is applied,
 * although its second delivery found it superseded.
 */
export async function readReplayOutcome(db: Queryable, replayId: string): Promise<ReplayOutcome> {
  const { rows } = await db.query<ReplayOutcome>(
    `WITH sums AS (
       SELECT range_agg(positions) AS received, range_agg(positions - superseded_positions - parked_positions) AS applied,
         range_agg(superseded_positions) AS superseded, range_agg(parked_positions) AS parked
       FROM delivery WHERE replay_id = $1 AND error IS NULL
     )
     SELECT ${['received', 'applied', 'superseded - applied', 'parked - applied - superseded']
       .map((set) => `coalesce((SELECT sum(upper(part) - lower(part)) FROM unnest(${set}) AS part), 0)::int`)
       .map((count, index) => `${count} AS ${['received', 'applied', 'superseded', 'parked'][index]}`)
       .join(', ')}
     FROM sums`,
    [replayId],
  )
  return rows[0] ?? { received: 0, applied: 0, superseded: 0, parked: 0 }
}
