import { idsOrFilter, idsOrFilterFault, strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Queryable } from '@rollcall/service-kit/postgres'
import type { Person } from '@rollcall/service-kit/tokens'
import { z } from 'zod'
import { peopleFilterShape } from './people-filter.js'
import { type PeopleQuery, preparePeopleQuery } from './people-query.js'
import type { ReadSyncSet } from './sync-set.js'

const maxNamed = 1000
const namedSchema = (what: string) =>
  z.array(userIdSchema).max(maxNamed, `${what} at most ${maxNamed} people one by one; use a filter for more`)

/** Whom a person has chosen: one by one, or everyone whom a filter finds, but for some. */
export const selectionSchema = strictInput({
  ids: namedSchema('name').min(1, 'name at least one user').optional(),
  filter: strictInput(peopleFilterShape).optional(),
  except: namedSchema('leave out').optional(),
}).refine(idsOrFilter, idsOrFilterFault)
export type Selection = z.infer<typeof selectionSchema>

/** The people chosen. Ids that nobody here has choose nobody. @throws AppError as `preparePeopleQuery` does */
export async function selectPeople(
  db: Queryable,
  readSyncSet: ReadSyncSet,
  person: Person,
  { ids, filter = {}, except }: Selection,
): Promise<PeopleQuery> {
  const query = await preparePeopleQuery(db, readSyncSet, person, filter)
  return { ...query, only: ids, except }
}
