import type { AuditAction } from '@rollcall/service-kit/audit'
import type { Queryable } from '@rollcall/service-kit/postgres'
import { recordAudit } from '../audit/record-audit.js'

/** What a request tells of whoever made it. */
export interface Origin {
  requestId: string
  address: string
  userAgent: string
}

/** Writes what a person did to the own account: the actor is the person. */
export async function auditOwnDeed(
  db: Queryable,
  action: AuditAction,
  deed: { userId: string; origin: Origin; details?: Record<string, unknown> },
): Promise<void> {
  const { userId, origin, details = {} } = deed
  const { rows } = await db.query<{ tenantId: string }>('SELECT tenant_id AS "tenantId" FROM "user" WHERE id = $1', [
    userId,
  ])
  await recordAudit(db, {
    ...{ action, tenantId: rows[0]?.tenantId ?? null, actor: { kind: 'user', id: userId } },
    ...{ target: { kind: 'user', id: userId }, correlationId: origin.requestId, details },
    personal: { address: origin.address, userAgent: origin.userAgent },
  })
}

/**
 * Writes a sign-in that was refused, with the same queries whether or not the account exists: the time tells nothing.
 * What was typed is kept only where it names a user, as that user's id; it may have been a password.
 */
export async function auditRefusedSignIn(db: Queryable, email: string, origin: Origin): Promise<void> {
  const { rows } = await db.query<{ id: string; tenantId: string }>(
    'SELECT id, tenant_id AS "tenantId" FROM "user" WHERE email = $1',
    [email.trim().toLowerCase().slice(0, 320)],
  )
  const [user] = rows
  await recordAudit(db, {
    ...{ action: 'session.sign_in_failed', outcome: 'refused', tenantId: user?.tenantId ?? null },
    ...{ actor: { kind: 'unknown', id: 'sign-in page' }, correlationId: origin.requestId },
    ...(user ? { target: { kind: 'user', id: user.id } } : {}),
    personal: { address: origin.address, userAgent: origin.userAgent },
  })
}
