import type { Queryable } from '@rollcall/service-kit/postgres'

/** What is sealed: the trail, the event log, and what explains their erased and purged rows. */
export const sealedLogs = ['audit', 'events', 'erasures', 'purges'] as const
export type SealedLog = (typeof sealedLogs)[number]

export interface LogSpec {
  table: string
  /** The column that says when a row was written, as a reader knows it. */
  at: string
  /** SQL: joins that `leaf` needs. `r` is the row. */
  joins: string
  /** SQL: 32 bytes that stand for the row. */
  leaf: string
}

const bytes = (text: string) => `convert_to(${text}, 'UTF8')`
const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::bigint`
const erased = (log: SealedLog) => `LEFT JOIN erased_digest AS d ON d.log = '${log}' AND d.log_position = r.position`

// What is personal is in the leaf as a salted digest. Of an erased row the kept digest counts, as long as the row is as
// blank as it was left. An empty digest fits no leaf.
const personal = (salt: string, text: string) => `CASE
    WHEN d.digest IS NULL THEN coalesce(sha256(uuid_send(${salt}) || ${bytes(text)}), ''::bytea)
    WHEN d.blank = sha256(${bytes(text)}) THEN d.digest ELSE ''::bytea END`
const leaf = (columns: string[], digest = `''::bytea`) =>
  `sha256(${bytes(`ROW(${columns.map((column) => (column.includes('(') ? column : `r.${column}`)).join(', ')})::text`)} || ${digest})`

/** The leaves are computed in the database, set-wise: written here, so that nobody changes them there. */
export const logSpecs: Record<SealedLog, LogSpec> = {
  audit: {
    table: 'audit_entry',
    at: 'at',
    joins: erased('audit'),
    leaf: leaf(
      [
        ...['position', 'entry_id', ms('r.at'), 'tenant_id', 'actor_kind', 'actor_id', 'action', 'outcome'],
        ...['target_kind', 'target_id', 'reason', 'correlation_id', '(r.details::text)'],
      ],
      personal('r.salt', `coalesce(r.personal::text, '')`),
    ),
  },
  events: {
    table: 'user_event',
    at: 'occurred_at',
    joins: `LEFT JOIN "user" AS u ON u.id = r.user_id ${erased('events')}`,
    leaf: leaf(
      [
        ...['position', 'event_id', 'event_type', 'schema_version', ms('r.occurred_at'), 'source', 'tenant_id'],
        ...['user_id', 'user_version', 'actor_id', 'actor_kind', 'correlation_id', 'traceparent'],
      ],
      personal('u.seal_salt', 'r.changes::text || r.payload::text'),
    ),
  },
  erasures: {
    table: 'erased_digest',
    at: 'erased_at',
    joins: '',
    leaf: leaf(['position', 'log', 'log_position', 'digest', 'blank', ms('r.erased_at')]),
  },
  purges: {
    table: 'purged_row',
    at: 'purged_at',
    joins: '',
    leaf: leaf(['position', 'log', 'block', 'positions', ms('r.purged_at')]),
  },
}

/** In a transaction: a few thousand rows are looked up by key, however few the planner takes the whole table for. */
export async function lookUpByKey(db: Queryable): Promise<void> {
  await db.query(
    `SELECT set_config(name, 'off', true) FROM unnest('{enable_hashjoin,enable_mergejoin,enable_seqscan}'::text[]) AS name`,
  )
}

/** SQL: the leaves of the rows at `ranges` (an int8multirange), found by key. Columns position, at and leaf. */
export const leavesAt = (log: SealedLog, ranges: string) => {
  const { table, at, joins, leaf: expression } = logSpecs[log]
  return `SELECT r.position, r.${at} AS at, ${expression} AS leaf
    FROM unnest(${ranges}) AS part JOIN ${table} AS r ON r.position >= lower(part) AND r.position < upper(part) ${joins}`
}
