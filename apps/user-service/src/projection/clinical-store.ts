import type { Queryable } from '@rollcall/service-kit/postgres'
import { findProjectionSuspects } from '@rollcall/subscriber/reconcile/find-projection-suspects'
import type { ReconcileStore } from '@rollcall/subscriber/reconcile/reconcile-store'
import type { KeptTally, SubscriberStore } from '@rollcall/subscriber/subscriber-store'
import { applyUsers } from './apply-users.js'
import { fieldsOf, readKept } from './kept-fields.js'
import { readVersions } from './read-versions.js'
import { removeUsers } from './remove-users.js'
import { repairUsers } from './repair-users.js'

/** The table `directory_user` as a subscriber's projection: how events are written, and how it compares and is put right. */
export function createClinicalStore(pool: Queryable): SubscriberStore & ReconcileStore {
  return {
    apply: (users) => applyUsers(pool, users),
    count: async (tenantId) => {
      const { rows } = await pool.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM directory_user WHERE $1::uuid IS NULL OR tenant_id = $1',
        [tenantId ?? null],
      )
      return rows[0]?.count ?? 0
    },
    versions: (ids) => readVersions(pool, ids),
    tally: async () => {
      const { rows } = await pool.query<KeptTally>(
        `SELECT tenant_id AS "tenantId", count(*)::int AS users, sum(user_version)::float8 AS versions
         FROM directory_user GROUP BY tenant_id`,
      )
      return rows
    },
    findSuspects: findProjectionSuspects({ pool, table: 'directory_user', version: 'user_version' }),
    read: (ids) => readKept(pool, ids),
    fieldsOf,
    repair: (users, seen) => repairUsers(pool, users, seen),
    remove: (orphans) => removeUsers(pool, orphans),
  }
}
