import type { Queryable } from '@rollcall/service-kit/postgres'
import { identifyEvent, storableEvent } from './sort-delivery.js'

/** An event to put aside: retried alone when `retryInMs` is given, otherwise parked until a person decides. */
export interface ParkRequest {
  raw: unknown
  error: string
  retryInMs: number | null
}

export interface RetryingEvent {
  id: string
  raw: unknown
  attempts: number
}

export interface ParkedCounts {
  parked: number
  retrying: number
}

/** A lease on claimed retries: when this process dies meanwhile, another takes them over after it. */
const leaseSeconds = 60
const claimLimit = 50
const maxErrorLength = 2000

/** Dead letters and those on the way there, in this subscriber's own database (rule 5: never in the broker only). */
export function createParkedEvents(db: Queryable) {
  return {
    /** Adding the same event again, as a repeated delivery does, changes nothing. Answers how many were new. */
    add: async (requests: ParkRequest[]): Promise<number> => {
      if (requests.length === 0) return 0
      const rows = requests.map(({ raw, error, retryInMs }) => {
        const { json, intact } = storableEvent(raw)
        const retry = intact ? retryInMs : null
        return {
          ...identifyEvent(raw),
          json,
          error: printable(error),
          retry,
          state: retry === null ? 'parked' : 'retrying',
        }
      })
      const { rowCount } = await db.query(
        `INSERT INTO parked_event (event_id, user_id, user_version, tenant_id, event, error, state, next_attempt_at)
         SELECT event_id, user_id, user_version, tenant_id, event, error, state, now() + retry_ms * interval '1 ms'
         FROM unnest($1::text[], $2::uuid[], $3::int[], $4::uuid[], $5::jsonb[], $6::text[], $7::text[], $8::int[])
           AS given (event_id, user_id, user_version, tenant_id, event, error, state, retry_ms)
         ON CONFLICT (event_id) DO NOTHING`,
        [
          rows.map((row) => row.eventId),
          rows.map((row) => row.userId),
          rows.map((row) => row.userVersion),
          rows.map((row) => row.tenantId),
          rows.map((row) => row.json),
          rows.map((row) => row.error),
          rows.map((row) => row.state),
          rows.map((row) => row.retry),
        ],
      )
      return rowCount ?? 0
    },

    /** Takes due retries for itself; two replicas never hold the same one. */
    claimDue: async (): Promise<RetryingEvent[]> => {
      const { rows } = await db.query<{ id: string; event: unknown; attempts: number }>(
        `UPDATE parked_event SET next_attempt_at = now() + ${leaseSeconds} * interval '1 s'
         WHERE id IN (
           SELECT id FROM parked_event WHERE state = 'retrying' AND next_attempt_at <= now()
           ORDER BY next_attempt_at LIMIT ${claimLimit} FOR UPDATE SKIP LOCKED)
         RETURNING id, event, attempts`,
      )
      return rows.map(({ id, event, attempts }) => ({ id, raw: event, attempts }))
    },

    remove: async (id: string): Promise<void> => {
      await db.query('DELETE FROM parked_event WHERE id = $1', [id])
    },

    /** Notes one more failure; without `retryInMs` the event is parked. */
    fail: async (id: string, error: string, retryInMs: number | null): Promise<void> => {
      await db.query(
        `UPDATE parked_event SET attempts = attempts + 1, last_failed_at = now(), error = $2,
           state = CASE WHEN $3::int IS NULL THEN 'parked' ELSE 'retrying' END,
           next_attempt_at = now() + $3::int * interval '1 ms'
         WHERE id = $1`,
        [id, printable(error), retryInMs],
      )
    },

    count: async (): Promise<ParkedCounts> => {
      const { rows } = await db.query<ParkedCounts>(
        `SELECT count(*) FILTER (WHERE state = 'parked')::int AS parked,
                count(*) FILTER (WHERE state = 'retrying')::int AS retrying FROM parked_event`,
      )
      return rows[0] ?? { parked: 0, retrying: 0 }
    },
  }
}
export type ParkedEvents = ReturnType<typeof createParkedEvents>

/** An error can quote the very bytes that PostgreSQL refused. */
function printable(error: string): string {
  return error.replaceAll('\0', '\\0').slice(0, maxErrorLength)
}
