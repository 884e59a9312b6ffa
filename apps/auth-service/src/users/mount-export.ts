import { strictInput } from '@rollcall/service-kit/input'
import type { Logger } from '@rollcall/service-kit/logger'
import { maskEmail, maskPhone } from '@rollcall/service-kit/mask-contact'
import { may } from '@rollcall/service-kit/permissions'
import type { Pool } from '@rollcall/service-kit/postgres'
import type { Person, TokenVerifier } from '@rollcall/service-kit/tokens'
import { stringify } from 'csv-stringify/sync'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type Doer, entryBy } from '../audit/entry-by.js'
import { recordAudit } from '../audit/record-audit.js'
import { guardCell } from '../exports/guard-cell.js'
import { mountCsvExport, splitList } from '../exports/mount-csv-export.js'
import { type ListOrder, type Place, placeOf } from '../people/list-order.js'
import { peopleFilterShape } from '../people/people-filter.js'
import type { PeopleQuery } from '../people/people-query.js'
import { readPeople } from '../people/read-people.js'
import { type Selection, selectionSchema, selectPeople } from '../people/select-people.js'
import type { ReadSyncSet } from '../people/sync-set.js'
import { listOrderShape, refuseHiddenSort } from './list-users.js'
import { toUser, type User } from './user.js'

const pageRows = 2000
const columns = [
  ...(['firstName', 'lastName', 'email', 'role', 'isActive', 'phoneNumber', 'matricule', 'ministere'] as const),
  ...(['sexe', 'createdAt', 'updatedAt', 'id'] as const),
]
type Column = (typeof columns)[number]

const columnsSchema = z
  .array(z.enum(columns))
  .min(1)
  .max(columns.length)
  .default([...columns])

const querySchema = z.strictObject({
  ...peopleFilterShape,
  ...listOrderShape,
  roles: z.preprocess(splitList, peopleFilterShape.roles),
  // One by one: a unit's name may hold commas.
  ministeres: z.preprocess((given) => (given === undefined ? undefined : [given].flat()), peopleFilterShape.ministeres),
  columns: z.preprocess(splitList, columnsSchema),
})
const chosenSchema = strictInput({ selection: selectionSchema, ...listOrderShape, columns: columnsSchema })

interface Wish extends ListOrder {
  selection: Selection
  columns: Column[]
}

/**
 * GET /users/export: exactly the people of `users.list` with the same filter and order, as CSV. POST: those whom a person
 * has chosen, described as for what is done to many at once.
 */
export function mountUsersExport(
  server: FastifyInstance,
  deps: { pool: Pool; logger: Logger; verifyToken: TokenVerifier; readSyncSet: ReadSyncSet },
): void {
  const { pool, readSyncSet } = deps
  const begin = async (doer: Doer, { selection, sort, order, columns: chosen }: Wish) => {
    refuseHiddenSort(doer.person, sort)
    const query = await selectPeople(pool, readSyncSet, doer.person, selection)
    const { search, ...narrowed } = selection.filter ?? {}
    const named = { ...(selection.ids && { people: selection.ids.length }), ...leftOut(selection) }
    const details = { ...narrowed, ...named, sort, order, columns: chosen }
    // What was searched for may be somebody's name.
    const personal = search ? { personal: { search } } : {}
    await recordAudit(pool, { ...entryBy(doer, { action: 'users.exported', details }), ...personal })
    return csvPages(pool, query, { order: { sort, order }, columns: chosen, person: doer.person })
  }
  const common = { path: '/users/export', permission: 'users.read', name: 'users' } as const
  mountCsvExport<z.infer<typeof querySchema>>(server, deps, {
    ...{ ...common, querySchema },
    begin: (doer, { sort, order, columns: chosen, ...filter }) =>
      begin(doer, { selection: { filter }, sort, order, columns: chosen }),
  })
  mountCsvExport<Wish>(server, deps, { ...common, method: 'POST', querySchema: chosenSchema, begin })
}

const leftOut = ({ except }: Selection) => (except?.length ? { leftOut: except.length } : {})

async function* csvPages(
  pool: Pool,
  query: PeopleQuery,
  wish: { order: ListOrder; columns: Column[]; person: Person },
): AsyncGenerator<string> {
  const { order, columns: chosen, person } = wish
  // A spreadsheet takes the file for UTF-8 by its first bytes.
  yield stringify([chosen], { bom: true })
  let after: Place | null = null
  do {
    const { rows }: Awaited<ReturnType<typeof readPeople>> = await readPeople(pool, query, {
      ...{ order, after, limit: pageRows },
    })
    const lines = rows.map((row) => toCells(toUser(row), chosen, person))
    if (lines.length > 0) yield stringify(lines)
    const last = rows.at(-1)
    after = last && rows.length === pageRows ? placeOf(order, last) : null
  } while (after !== null)
}

function toCells(user: User, chosen: Column[], person: Person): string[] {
  const seesContact = user.id === person.userId || may(person, 'users.contact')
  const masked = seesContact
    ? user
    : { ...user, email: maskEmail(user.email), phoneNumber: user.phoneNumber && maskPhone(user.phoneNumber) }
  // A cell that begins like a formula must not be one; an import takes the guard away again.
  return chosen.map((column) => guardCell(String(masked[column] ?? '')))
}
