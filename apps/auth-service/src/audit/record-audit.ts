import type { AuditEntry } from '@rollcall/service-kit/audit'
import type { Queryable } from '@rollcall/service-kit/postgres'

/** Writes one entry of the trail. Hand in the transaction of the deed, where there is one: both stand or neither. */
export async function recordAudit(db: Queryable, entry: AuditEntry): Promise<void> {
  const { actor, target, details, personal } = entry
  await db.query(
    `INSERT INTO audit_entry
       (tenant_id, actor_kind, actor_id, action, outcome, target_kind, target_id, reason, correlation_id, details, personal)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      entry.tenantId,
      actor.kind,
      actor.id,
      entry.action,
      entry.outcome ?? 'done',
      target?.kind ?? null,
      target?.id ?? null,
      entry.reason ?? null,
      entry.correlationId,
      JSON.stringify(details ?? {}),
      personal ? JSON.stringify(personal) : null,
    ],
  )
}
