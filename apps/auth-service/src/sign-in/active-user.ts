import type { Queryable } from '@rollcall/service-kit/postgres'

export interface ActiveUser {
  tenantId: string
  role: string
  mustChangePassword: boolean
}

/** What a token says of a user; undefined for whoever may not sign in. */
export async function findActiveUser(db: Queryable, userId: string): Promise<ActiveUser | undefined> {
  const { rows } = await db.query<ActiveUser>(
    `SELECT tenant_id AS "tenantId", role, must_change_password AS "mustChangePassword"
     FROM "user" WHERE id = $1 AND is_active AND deleted_at IS NULL`,
    [userId],
  )
  return rows[0]
}
