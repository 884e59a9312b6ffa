import type { Queryable } from '@rollcall/service-kit/postgres'
import type { KeptVersion } from '@rollcall/subscriber/subscriber-store'

type Row = Omit<KeptVersion, 'eventAt' | 'syncedAt'> & { id: string; eventAt: Date; syncedAt: Date }

/** Which version of each user is here, tombstones included, across organisations. */
export async function readVersions(db: Queryable, ids: string[]): Promise<Map<string, KeptVersion>> {
  const { rows } = await db.query<Row>(
    `SELECT id, user_version AS version, tenant_id AS "tenantId", deleted_at IS NOT NULL AS deleted,
       event_at AS "eventAt", synced_at AS "syncedAt"
     FROM directory_user WHERE id = ANY($1::uuid[])`,
    [ids],
  )
  return new Map(
    rows.map(({ id, eventAt, syncedAt, ...kept }) => [
      id,
      { ...kept, eventAt: eventAt.toISOString(), syncedAt: syncedAt.toISOString() },
    ]),
  )
}
