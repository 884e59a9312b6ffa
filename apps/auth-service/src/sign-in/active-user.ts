import type { Queryable } from '@rollcall/service-kit/postgres'

export interface ActiveUser {
  tenantId: string
  role: string
  mustChangePassword: boolean
  twoFactorRequired: boolean
  platform: boolean
}

/** What a token says of a user; undefined for whoever may not sign in, and for a session that is over. */
export async function findActiveUser(
  db: Queryable,
  userId: string,
  sessionId: string | null = null,
): Promise<ActiveUser | undefined> {
  const { rows } = await db.query<ActiveUser>({
    name: 'find-active-user',
    text: `SELECT u.tenant_id AS "tenantId", u.role, u.must_change_password AS "mustChangePassword",
        o.require_two_factor AND u.role = 'admin' AND NOT u.two_factor_enabled AS "twoFactorRequired",
        o.is_platform AS platform
      FROM "user" u JOIN organisation o ON o.id = u.tenant_id
      WHERE u.id = $1 AND u.is_active AND u.deleted_at IS NULL AND ($2::uuid IS NULL OR EXISTS (
        SELECT FROM session s WHERE s.id = $2 AND s.user_id = u.id AND s.expires_at > now()))`,
    values: [userId, sessionId],
  })
  return rows[0]
}
