import type { Queryable } from '@rollcall/service-kit/postgres'
import { filterEntries, filterEvents, type ResolvedFilter } from './audit-filter.js'
import { type AuditRow, entryColumns, eventColumns, isUuid } from './audit-item.js'

/** Where a page ends: by time, then log, then position. */
export interface TrailPlace {
  at: string
  kind: AuditRow['kind']
  position: string
}
export interface TrailPage {
  rows: AuditRow[]
  /** Null at the end of the trail. A page may be short, or empty, and not be the last. */
  next: TrailPlace | null
}
interface LogPart {
  rows: AuditRow[]
  /** The oldest row that was looked at, where more may follow. */
  until: TrailPlace | null
}

/** Rows of one log that one page looks at: a filter that fits hardly any row costs no more than this. */
const windowRows = 25_000
const endOfLog = '9223372036854775807'

/** One page of an organisation's trail, newest first, from both logs; each is walked along its index. */
export async function readTrail(
  db: Queryable,
  query: { tenantId: string; filter: ResolvedFilter; after: TrailPlace | null; limit: number },
): Promise<TrailPage> {
  const parts = await Promise.all([readPart(db, 'change', query), readPart(db, 'operation', query)])
  // Below the place where one log's window ended, that log may hold rows that were not looked at.
  const until = parts.flatMap((part) => part.until ?? []).sort(newestFirst)[0] ?? null
  const rows = parts
    .flatMap((part) => part.rows)
    .sort((a, b) => newestFirst(placeOf(a), placeOf(b)))
    .filter((row) => until === null || newestFirst(placeOf(row), until) <= 0)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  if (rows.length > query.limit && last) return { rows: page, next: placeOf(last) }
  return { rows: page, next: until }
}

const placeOf = ({ at, kind, position }: AuditRow): TrailPlace => ({ at: at.toISOString(), kind, position })

function newestFirst(a: TrailPlace, b: TrailPlace): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1
  if (a.kind !== b.kind) return a.kind < b.kind ? 1 : -1
  return a.position === b.position ? 0 : BigInt(a.position) < BigInt(b.position) ? 1 : -1
}

async function readPart(
  db: Queryable,
  kind: AuditRow['kind'],
  { tenantId, filter, after, limit }: Parameters<typeof readTrail>[1],
): Promise<LogPart> {
  const values: unknown[] = []
  const add = (value: unknown) => `$${values.push(value)}`
  const isEvents = kind === 'change'
  const [table, at] = isEvents ? ['user_event', 'occurred_at'] : ['audit_entry', 'at']
  const span = [`tenant_id = ${add(tenantId)}`]
  if (filter.from) span.push(`${at} >= ${add(filter.from)}::timestamptz`)
  if (filter.to) span.push(`${at} < ${add(filter.to)}::timestamptz`)
  if (after) span.push(`(${at}, position) < (${add(after.at)}::timestamptz, ${add(boundOf(kind, after))}::bigint)`)
  const order = `ORDER BY ${at} DESC, position DESC`
  const inSpan = span.join(' AND ')
  const spanValues = [...values]
  // One user's events are few, and are found by key; anything else is met on the way along the index.
  const isOneUser = isEvents && filter.targetId !== undefined
  if (isOneUser && !isUuid(filter.targetId ?? '')) return { rows: [], until: null }
  const source = isOneUser
    ? `(SELECT * FROM user_event WHERE user_id = ${add(filter.targetId)}::uuid OFFSET 0)`
    : `(SELECT * FROM ${table} WHERE ${inSpan} ${order} LIMIT ${windowRows})`
  const terms = isEvents ? filterEvents(filter, add) : filterEntries(filter, add)
  if (terms === null) return { rows: [], until: null }
  const { rows } = await db.query<AuditRow>(
    `SELECT ${isEvents ? eventColumns : entryColumns} FROM ${source} AS seen
     WHERE ${[...(isOneUser ? span : []), ...terms].join(' AND ')} ${order} LIMIT ${limit + 1}`,
    values,
  )
  if (isOneUser || rows.length > limit) return { rows, until: null }
  const { rows: ends } = await db.query<{ at: Date; position: string }>(
    `SELECT ${at} AS at, position::text FROM ${table} WHERE ${inSpan} ${order.replace('position', `${table}.position`)}
     OFFSET ${windowRows - 1} LIMIT 1`,
    spanValues,
  )
  const [end] = ends
  return { rows, until: end ? { at: end.at.toISOString(), kind, position: end.position } : null }
}

/** Of rows at the very moment of `after`, those of this log with a lower position are still to come. */
function boundOf(kind: AuditRow['kind'], after: TrailPlace): string {
  if (kind === after.kind) return after.position
  return kind < after.kind ? endOfLog : '0'
}
