import type { UserRole } from '@rollcall/events/roles'
import type { PoolClient } from '@rollcall/service-kit/postgres'
import { createValues } from '../people/people-query.js'
import { deedOf, touchesAdmins, whyNot } from './bulk-deed.js'
import type { BulkWhy } from './bulk-run.js'
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
  const theirs = `u.id = ANY(${ids}::uuid[]) AND u.tenant_id = ${tenant}`
  await client.query(`SELECT FROM "user" AS u WHERE ${theirs} ORDER BY u.id FOR UPDATE`, [...values])
  const deed = deedOf(run)
  const why = deed ? whyNot(deed, run.startedBy, add) : 'NULL'
  const former = deed
    ? 'NULL'
    : `(SELECT e.changes->'role'->>'from' FROM user_event AS e WHERE e.user_id = u.id AND e.user_version = u.version)`
  const { rows } = await client.query<FoundPerson>(
    `SELECT u.id, u.version, u.is_active AS "isActive", u.deleted_at IS NOT NULL AS "isDeleted",
       u.role = 'admin' AND u.is_active AND u.deleted_at IS NULL AS "isAdmin", ${former} AS "formerRole", ${why} AS why
     FROM "user" AS u WHERE ${theirs}`,
    values,
  )
  const found = new Map(rows.map((row) => [row.id, row]))
  return given.map(({ place, userId, version }) => judge(run, { place, userId, version }, found.get(userId)))
}

function judge(
  run: RunningBulk,
  { place, userId, version }: { place: number; userId: string; version: number | null },
  person: FoundPerson | undefined,
): LockedPerson {
  const nobody = { isActive: false, isDeleted: false, losesAdmin: false, formerRole: null }
  if (!person) return { place, userId, why: 'unknown', ...nobody }
  const { isActive, isDeleted, isAdmin, formerRole } = person
  const deed = deedOf(run)
  const losesAdmin = isAdmin && (deed ? touchesAdmins(deed) : formerRole !== 'admin')
  const known = { place, userId, isActive, isDeleted, losesAdmin, formerRole }
  if (!run.undoOf) return { ...known, why: person.why }
  if (person.version !== version) return { ...known, why: 'changed_since' }
  if (deed) return { ...known, why: person.why }
  // The log has been purged since, or says of this version something else.
  if (formerRole === null) return { ...known, why: 'changed_since' }
  return { ...known, why: userId === run.startedBy && losesAdmin ? 'own_account' : null }
}
