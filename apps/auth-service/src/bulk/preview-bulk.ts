import { strictInput } from '@rollcall/service-kit/input'
import type { Pool, Queryable } from '@rollcall/service-kit/postgres'
import type { Person } from '@rollcall/service-kit/tokens'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { wouldHold } from '../brake/would-hold.js'
import { createValues, fromPeople, type PeopleQuery } from '../people/people-query.js'
import { selectionSchema, selectPeople } from '../people/select-people.js'
import type { ReadSyncSet } from '../people/sync-set.js'
import { removesPeople, whyNot } from './bulk-deed.js'
import { type BulkDeed, type BulkPreview, type BulkWhy, bulkDeedSchema } from './bulk-run.js'

export interface BulkDeps {
  pool: Pool
  system: Pool
  readSyncSet: ReadSyncSet
  /** Tells this replica's runner of a new run. */
  wake: () => void
}

/** What a deed would do to the people chosen, counted: what a person confirms. */
export const createPreviewBulk = ({ pool, system, readSyncSet }: BulkDeps) =>
  personProcedure('users.write')
    .input(strictInput({ selection: selectionSchema, deed: bulkDeedSchema }))
    .query(async ({ ctx, input: { selection, deed } }): Promise<BulkPreview> => {
      const chosen = await selectPeople(pool, readSyncSet, ctx.person, selection)
      const { removals, ...counted } = await previewBulk(pool, ctx.person, chosen, deed)
      const holds = removals > 0 && (await wouldHold(system, ctx.person.tenantId, removals))
      return { ...counted, brake: holds ? 'holds' : 'passes' }
    })

const skips = ['own_account', 'deleted', 'not_deleted', 'erased'] as const

/** `removals`: how many the services would lose. */
export async function previewBulk(
  db: Queryable,
  person: Person,
  chosen: PeopleQuery,
  deed: BulkDeed,
): Promise<Omit<BulkPreview, 'brake'> & { removals: number }> {
  const { values, add } = createValues()
  const { rows } = await db.query<{ why: BulkWhy | null; people: number; active: number }>(
    `SELECT ${whyNot(deed, person.userId, add)} AS why, count(*)::int AS people,
       (count(*) FILTER (WHERE u.is_active AND u.deleted_at IS NULL))::int AS active
     ${fromPeople(chosen, add)} GROUP BY 1`,
    values,
  )
  const peopleOf = (why: BulkWhy | null) => rows.find((row) => row.why === why)?.people ?? 0
  return {
    total: rows.reduce((sum, { people }) => sum + people, 0),
    willChange: peopleOf(null),
    alreadyThere: peopleOf('already'),
    skipped: skips.flatMap((kind) => (peopleOf(kind) > 0 ? [{ kind, people: peopleOf(kind) }] : [])),
    removals: removesPeople(deed) ? (rows.find(({ why }) => why === null)?.active ?? 0) : 0,
  }
}
