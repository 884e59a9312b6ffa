import type { Queryable } from '@rollcall/service-kit/postgres'

export interface AuditParty {
  kind: string
  id: string
  /** Of a person of this organisation. */
  name: string | null
}

/** One line of the trail: a change of a user, from the event log, or an operation. */
export interface AuditItem {
  id: string
  kind: 'change' | 'operation'
  /** ISO 8601. */
  at: string
  actor: AuditParty
  action: string
  outcome: 'done' | 'refused' | 'failed'
  target: AuditParty | null
  reason: string | null
  correlationId: string
  details: Record<string, unknown>
  changes: Record<string, { from: unknown; to: unknown }> | null
}

/** A row of either log. */
export interface AuditRow {
  kind: AuditItem['kind']
  position: string
  id: string
  at: Date
  actorKind: string
  actorId: string
  action: string
  outcome: AuditItem['outcome']
  targetKind: string | null
  targetId: string | null
  reason: string | null
  correlationId: string
  details: Record<string, unknown>
  personal: Record<string, unknown> | null
  changes: AuditItem['changes']
}

export const eventColumns = `'change' AS kind, position::text, event_id AS id, occurred_at AS at, actor_kind AS "actorKind",
  actor_id AS "actorId", event_type AS action, 'done' AS outcome, 'user' AS "targetKind", user_id::text AS "targetId",
  NULL AS reason, correlation_id AS "correlationId", '{}'::json AS details, NULL::json AS personal, changes`
export const entryColumns = `'operation' AS kind, position::text, entry_id AS id, at, actor_kind AS "actorKind",
  actor_id AS "actorId", action, outcome, target_kind AS "targetKind", target_id AS "targetId", reason,
  correlation_id AS "correlationId", details, personal, NULL::json AS changes`

export const isUuid = (text: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text)

/** Gives people of the organisation their names, for the rows at hand only. */
export async function toAuditItems(db: Queryable, tenantId: string, rows: AuditRow[]): Promise<AuditItem[]> {
  const ids = new Set(
    rows.flatMap(({ actorKind, actorId, targetKind, targetId }) => [
      ...(actorKind === 'user' ? [actorId] : []),
      ...(targetKind === 'user' && targetId ? [targetId] : []),
    ]),
  )
  // As text: whoever writes by SQL may name any actor.
  const known = [...ids].filter(isUuid)
  const found = await db.query<{ id: string; name: string }>(
    'SELECT id, name FROM "user" WHERE tenant_id = $1 AND id = ANY($2::uuid[])',
    [tenantId, known],
  )
  const names = new Map(found.rows.map(({ id, name }) => [id, name]))
  const party = (kind: string, id: string) => ({ kind, id, name: kind === 'user' ? (names.get(id) ?? null) : null })
  return rows.map(({ actorKind, actorId, targetKind, targetId, position: _, personal, at, details, ...row }) => ({
    ...row,
    at: at.toISOString(),
    actor: party(actorKind, actorId),
    target: targetKind !== null && targetId !== null ? party(targetKind, targetId) : null,
    details: { ...details, ...personal },
  }))
}
