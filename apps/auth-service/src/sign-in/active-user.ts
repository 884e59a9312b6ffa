import type { Queryable } from '@rollcall/service-kit/postgres'

export interface ActiveUser {
  tenantId: string
  role: string
  mustChangePassword: boolean
  platform: boolean
}

/** What a token says of a user; undefined for whoever may not sign in. */
export async function findActiveUser(db: Queryable, userId: string): Promise<ActiveUser | undefined> {
  const { rows } = await db.query<ActiveUser>(
    `SELECT u.tenant_id AS "tenantId", u.role, u.must_change_password AS "mustChangePassword", o.is_platform AS platform
     FROM "user" AS u JOIN organisation AS o ON o.id = u.tenant_id
     WHERE u.id = $1 AND u.is_active AND u.deleted_at IS NULL`,
    [userId],
  )
  return rows[0]
}
