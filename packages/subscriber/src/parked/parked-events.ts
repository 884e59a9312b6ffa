import { maskErrorText } from '@rollcall/service-kit/mask-contact'
import type { Queryable } from '@rollcall/service-kit/postgres'
import { identifyEvent, printable, storableEvent } from '../sort-delivery.js'
import type { OpenState, ParkedKind, SettledState } from './parked-event.js'

/** An event to put aside: retried alone when `retryInMs` is given, otherwise parked until a person decides. */
export interface ParkRequest {
  raw: unknown
  kind: ParkedKind
  error: string
  retryInMs: number | null
}
export interface RetryingEvent {
  id: string
  raw: unknown
  attempts: number
}
export interface FailedRetry {
  id: string
  kind: ParkedKind
  error: string
  retryInMs: number | null
}
export interface ParkedCounts {
  parked: number
  retrying: number
}
/** An event that isn't settled, of a user whose version is known: the user may have moved on. */
export interface OpenEvent {
  id: string
  userId: string
  userVersion: number
}

/** On claimed retries: when this process dies meanwhile, another takes them over after it. */
const leaseSeconds = 15
const claimLimit = 200
const maxErrorLength = 2000
const open = `state IN ('retrying', 'parked')`
const nowIso = `to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
/** The last 20 of a jsonb list, with one more. */
export const appendEntry = (list: string, entry: string) =>
  `CASE WHEN jsonb_array_length(${list}) >= 20 THEN ${list} - 0 ELSE ${list} END || ${entry}`
const failure = (error: string) => `jsonb_build_object('at', ${nowIso}, 'error', ${error})`

/** Dead letters and those on the way there, in this subscriber's own database (rule 5: never in the broker only). */
export function createParkedEvents(db: Queryable) {
  return {
    /**
     * Adding the same event again, as a repeated delivery does, changes nothing; a replay opens a settled one again.
     * Answers how many were put aside.
     */
    add: async (requests: ParkRequest[], { reopen }: { reopen: boolean }): Promise<number> => {
      if (requests.length === 0) return 0
      const rows = new Map(requests.map((request) => describeRequest(request)).map((row) => [row.event_id, row]))
      const { rowCount } = await db.query(addSql(reopen), [JSON.stringify([...rows.values()])])
      return rowCount ?? 0
    },

    /** Takes due retries for itself; two replicas never hold the same one while the lease lasts. */
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

    /** Gives claimed retries back untried: the store is away, and that is nobody's attempt. */
    release: async (ids: string[], inMs: number): Promise<void> => {
      await db.query(
        `UPDATE parked_event SET next_attempt_at = now() + $2::int * interval '1 ms'
         WHERE id = ANY($1::bigint[]) AND state = 'retrying'`,
        [ids, inMs],
      )
    },

    settle: async (ids: string[], state: Exclude<SettledState, 'discarded'>): Promise<number> => {
      if (ids.length === 0) return 0
      const { rowCount } = await db.query(
        `UPDATE parked_event SET state = $2, resolved_at = now(), next_attempt_at = NULL
         WHERE id = ANY($1::bigint[]) AND state IN ('retrying', 'parked', 'discarded')`,
        [ids, state],
      )
      return rowCount ?? 0
    },

    /** Notes one more failure of each; without `retryInMs` the event is parked. */
    fail: async (failed: FailedRetry[]): Promise<void> => {
      if (failed.length === 0) return
      await db.query(
        `UPDATE parked_event AS p SET attempts = attempts + 1, last_failed_at = now(), error = f.error, kind = f.kind,
           failures = ${appendEntry('failures', failure('f.error'))},
           state = CASE WHEN f.retry_ms IS NULL THEN 'parked' ELSE 'retrying' END,
           next_attempt_at = now() + f.retry_ms * interval '1 ms'
         FROM unnest($1::bigint[], $2::text[], $3::text[], $4::int[]) AS f (id, kind, error, retry_ms)
         WHERE p.id = f.id AND p.state = 'retrying'`,
        [
          failed.map(({ id }) => id),
          failed.map(({ kind }) => kind),
          failed.map(({ error }) => shorten(error)),
          failed.map(({ retryInMs }) => retryInMs),
        ],
      )
    },

    /** Tries again what was parked only because its schema version was unknown to the code of then. */
    revive: async (knownVersions: readonly string[]): Promise<number> => {
      const { rowCount } = await db.query(
        `UPDATE parked_event SET state = 'retrying', next_attempt_at = now()
         WHERE state = 'parked' AND kind = 'unknown_version' AND event->>'version' = ANY($1::text[])`,
        [knownVersions],
      )
      return rowCount ?? 0
    },

    /** When the next retry is due, and whether anything is open at all. */
    look: async (): Promise<{ dueInMs: number | null; anyOpen: boolean }> => {
      const { rows } = await db.query<{ dueInMs: number | null; anyOpen: boolean }>(
        `SELECT (SELECT extract(epoch FROM next_attempt_at - now()) * 1000 FROM parked_event WHERE state = 'retrying'
                 ORDER BY next_attempt_at LIMIT 1)::float8 AS "dueInMs",
                EXISTS (SELECT FROM parked_event WHERE ${open}) AS "anyOpen"`,
      )
      return rows[0] ?? { dueInMs: null, anyOpen: false }
    },

    /** A page of open events behind this id, for the sweep. */
    openAfter: async (id: string, limit: number): Promise<OpenEvent[]> => {
      const { rows } = await db.query<OpenEvent>(
        `SELECT id, user_id AS "userId", user_version AS "userVersion" FROM parked_event
         WHERE ${open} AND id > $1 AND user_id IS NOT NULL AND user_version IS NOT NULL ORDER BY id LIMIT $2`,
        [id, limit],
      )
      return rows
    },

    /** Of everyone, or of what one organisation sees in its list. */
    count: async (tenantId: string | null = null): Promise<ParkedCounts> => {
      const { rows } = await db.query<{ state: OpenState; count: number }>(
        `SELECT state, count(*)::int AS count FROM parked_event
         WHERE ${open} AND ($1::uuid IS NULL OR tenant_id IS NULL OR tenant_id = $1) GROUP BY state`,
        [tenantId],
      )
      const counts = new Map(rows.map(({ state, count }) => [state, count]))
      return { parked: counts.get('parked') ?? 0, retrying: counts.get('retrying') ?? 0 }
    },
  }
}
export type ParkedEvents = ReturnType<typeof createParkedEvents>

function describeRequest({ raw, kind, error, retryInMs }: ParkRequest) {
  const { eventId, eventType, userId, userVersion, tenantId, fullName } = identifyEvent(raw)
  const { json, intact } = storableEvent(raw)
  const retry = intact ? retryInMs : null
  return {
    ...{ event_id: eventId, event_type: eventType, user_id: userId, user_version: userVersion, tenant_id: tenantId },
    // As text: what jsonb would normalise away shall stay as it came.
    ...{ full_name: fullName, event: json, kind, error: shorten(error), retry_ms: retry },
    state: retry === null ? 'parked' : 'retrying',
  }
}

const columns = `event_id, event_type, user_id, user_version, tenant_id, full_name, kind, error, state`
const onConflict = (reopen: boolean) =>
  reopen
    ? `DO UPDATE SET kind = EXCLUDED.kind, error = EXCLUDED.error, state = EXCLUDED.state,
         attempts = parked_event.attempts + 1, last_failed_at = now(), next_attempt_at = EXCLUDED.next_attempt_at,
         failures = ${appendEntry('parked_event.failures', failure('EXCLUDED.error'))},
         resolved_at = NULL, resolved_by = NULL, reason = NULL
       WHERE parked_event.state NOT IN ('retrying', 'parked')`
    : 'DO NOTHING'
const addSql = (reopen: boolean) => `
  INSERT INTO parked_event (${columns}, event, failures, next_attempt_at)
  SELECT ${columns}, event::jsonb, jsonb_build_array(${failure('error')}), now() + retry_ms * interval '1 ms'
  FROM jsonb_to_recordset($1::jsonb) AS given (event_id text, event_type text, user_id uuid, user_version int,
    tenant_id uuid, full_name text, kind text, error text, state text, event text, retry_ms int)
  ON CONFLICT (event_id) ${onConflict(reopen)}`

/**
 * An error can quote the very bytes that PostgreSQL refused, and an address among them: it is kept without, since
 * everyone who may see dead letters may search them by their errors.
 */
const shorten = (error: string) => printable(maskErrorText(error.slice(0, maxErrorLength)))
