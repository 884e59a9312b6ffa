import type { UserRole } from '@rollcall/events/roles'
import type { PoolClient } from '@rollcall/service-kit/postgres'
import { createValues } from '../people/people-query.js'
import { inverse, touchesAdmins, whyNot } from './bulk-deed.js'
import type { BulkDeed, BulkWhy } from './bulk-run.js'
import type { RunningBulk } from './run-batch.js'

/** Somebody of a run, whose row nobody else writes until the transaction ends. */
export interface LockedPerson {
  place: number
  userId: string
  /** Why they are left alone; null for whom it is done to. */
  why: BulkWhy | null
  isActive: boolean
  isDeleted: boolean
  /** An active administrator who would be none afterwards. */
  losesAdmin: boolean
  /** For the undoing of a change of role: the one from before. */
  formerRole: UserRole | null
}

interface FoundPerson {
  id: string
  version: number
  isActive: boolean
  isDeleted: boolean
  isAdmin: boolean
  formerRole: UserRole | null
  why: BulkWhy | null
}

/** Locks the people by id, in the order in which everybody else locks many, and tells who is left alone and why. */
export async function lockPeople(
  client: PoolClient,
  run: RunningBulk,
  given: { place: number; userId: string; version: number | null }[],
): Promise<LockedPerson[]> {
  const { values, add } = createValues()
  const ids = add(given.map(({ userId }) => userId))
  const tenant = add(run.tenantId)
  await client.query(
    `SELECT FROM "user" AS u WHERE u.id = ANY($1::uuid[]) AND u.tenant_id = $2 ORDER BY u.id FOR UPDATE`,
    [...values],
  )
  const deed = run.undoOf ? undoDeed(run.deed) : run.deed
  const why = deed ? whyNot(deed, run.startedBy, add) : 'NULL'
  const former =
    run.undoOf && !deed
      ? `(SELECT e.changes->'role'->>'from' FROM user_event AS e
    WHERE e.user_id = u.id AND e.user_version = u.version)`
      : 'NULL'
  const { rows } = await client.query<FoundPerson>(
    `SELECT u.id, u.version, u.is_active AS "isActive", u.deleted_at IS NOT NULL AS "isDeleted",
       u.role = 'admin' AND u.is_active AND u.deleted_at IS NULL AS "isAdmin", ${former} AS "formerRole", ${why} AS why
     FROM "user" AS u WHERE u.id = ANY(${ids}::uuid[]) AND u.tenant_id = ${tenant}`,
    values,
  )
  const found = new Map(rows.map((row) => [row.id, row]))
  return given.map(({ place, userId, version }) => judge(run, { place, userId, version }, found.get(userId)))
}

/** What takes a deed back, as a deed; undefined for a change of role, which differs from person to person. */
function undoDeed(deed: BulkDeed): BulkDeed | undefined {
  const kind = inverse(deed)
  return kind === 'formerRole' ? undefined : { kind }
}

function judge(
  run: RunningBulk,
  { place, userId, version }: { place: number; userId: string; version: number | null },
  person: FoundPerson | undefined,
): LockedPerson {
  const nobody = { isActive: false, isDeleted: false, losesAdmin: false, formerRole: null }
  if (!person) return { place, userId, why: 'unknown', ...nobody }
  const { isActive, isDeleted, isAdmin, formerRole } = person
  const deed = run.undoOf ? undoDeed(run.deed) : run.deed
  const losesAdmin = isAdmin && (deed ? touchesAdmins(deed) : formerRole !== 'admin')
  const known = { place, userId, isActive, isDeleted, losesAdmin, formerRole }
  if (!run.undoOf) return { ...known, why: person.why }
  if (person.version !== version) return { ...known, why: 'changed_since' }
  if (!deed && formerRole === null) return { ...known, why: 'changed_since' }
  if (!deed && userId === run.startedBy && losesAdmin) return { ...known, why: 'own_account' }
  return { ...known, why: person.why }
}
