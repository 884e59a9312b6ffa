import { AppError } from '@rollcall/service-kit/errors'
import { may } from '@rollcall/service-kit/permissions'
import type { Queryable } from '@rollcall/service-kit/postgres'
import type { Person } from '@rollcall/service-kit/tokens'
import type { PeopleFilter, peopleStates } from './people-filter.js'
import { type PreparedSearch, prepareSearch } from './prepare-search.js'
import type { ReadSyncSet, SyncSet } from './sync-set.js'

/** Which people are meant, with everything looked up that a statement needs. */
export interface PeopleQuery {
  tenantId: string
  filter: PeopleFilter
  /** Whoever may not see contact finds nobody by it. */
  seesContact: boolean
  search: PreparedSearch | null
  sync: SyncSet | null
  /** These alone, whatever the filter; and all but these. */
  only?: readonly string[] | undefined
  except?: readonly string[] | undefined
}

/**
 * Looks up what a filter means for this person at this moment.
 * @throws AppError FORBIDDEN for `sync` without `sync.read`; UNAVAILABLE when a service that would know can't be asked
 */
export async function preparePeopleQuery(
  db: Queryable,
  readSyncSet: ReadSyncSet,
  person: Person,
  filter: PeopleFilter,
): Promise<PeopleQuery> {
  if (filter.sync && !may(person, 'sync.read')) {
    const message = `your role (${person.role}) may not see where changes are; leave this filter out`
    throw new AppError('FORBIDDEN', `sync: ${message}.`, { fields: [{ path: 'sync', message }] })
  }
  const { tenantId } = person
  const [search, sync] = await Promise.all([
    prepareSearch(db, filter.search),
    filter.sync ? readSyncSet(tenantId, filter.sync) : null,
  ])
  return { tenantId, filter, search, sync, seesContact: may(person, 'users.contact') }
}

/** Adds a value to a statement and answers its parameter. */
export type Add = (value: unknown) => string

export function createValues(): { values: unknown[]; add: Add } {
  const values: unknown[] = []
  return { values, add: (value) => `$${values.push(value)}` }
}

const stateClause: Record<(typeof peopleStates)[number] | 'present', string> = {
  present: 'u.deleted_at IS NULL',
  active: 'u.deleted_at IS NULL AND u.is_active',
  inactive: 'u.deleted_at IS NULL AND NOT u.is_active',
  deleted: 'u.deleted_at IS NOT NULL',
  all: 'true',
}

/** Whether the people are few enough to be gathered before they are sorted. */
export const isGathered = ({ search, sync, only }: PeopleQuery) =>
  only !== undefined || (search !== null && !search.isCommon) || (sync !== null && !sync.others)

/**
 * SQL: the people `u`. A function with its owner's rights uses the index of words below the policy, for the organisation
 * in scope, which is the same.
 */
const peopleSource = ({ search }: PeopleQuery, add: Add): string =>
  search && !search.isCommon ? `users_found(${add(JSON.stringify(search.patterns))}::jsonb) AS u` : '"user" AS u'

/** SQL: the people `u` who are meant, and for whom `and` holds too. */
export function fromPeople(query: PeopleQuery, add: Add, and?: string): string {
  const clauses = peopleClauses(query, add)
  if (and) clauses.push(and)
  return `FROM ${peopleSource(query, add)} WHERE ${clauses.join(' AND ')}`
}

/** SQL: what has to hold for `u`. */
function peopleClauses(query: PeopleQuery, add: Add): string[] {
  const { tenantId, filter, search, sync, seesContact, only, except } = query
  const clauses = [`u.tenant_id = ${add(tenantId)}`]
  if (except?.length) clauses.push(`u.id <> ALL(${add(except)}::uuid[])`)
  if (only) return [...clauses, `u.id = ANY(${add(only)}::uuid[])`]
  clauses.push(stateClause[filter.state ?? 'present'])
  if (filter.changedSince) clauses.push(`u.updated_at >= ${add(filter.changedSince)}::timestamptz`)
  if (filter.roles) clauses.push(`u.role = ANY(${add(filter.roles)}::text[])`)
  if (filter.ministeres) clauses.push(unitClause(filter.ministeres, add))
  if (sync)
    clauses.push(`${sync.others ? 'NOT ' : ''}EXISTS (SELECT FROM ${syncSource(sync, add)} AS s WHERE s.id = u.id)`)
  if (!search) return clauses
  // The index knows addresses and numbers too: for whoever may not see them, a match has to be one without them.
  const shown = seesContact ? [] : [fits(shownText, search.patterns, add)]
  if (!search.isCommon) return [...clauses, ...shown]
  const cheaply = seesContact ? [] : [`(${fits(withoutAddress, search.patterns, add)} OR u.name LIKE '%@%')`]
  return [...clauses, commonClause(search, [...cheaply, ...shown], add)]
}

// What everyone who reads people may find them by, made as the trigger makes `search_text`.
const shownText = `search_form(concat_ws(' ', u.first_name, u.last_name, u.matricule))`

// Where a word that everybody's address has is looked for, making the shown text of everybody takes three times as long
// as to see first that nothing fits beside the address. Names that hold an address are told by the shown text alone.
const withoutAddress = `replace(u.search_text, u.email, '')`

// Below a policy the planner may not ask its statistics of words. Written so, it takes one row in 200 for a match: it
// walks the order unless something rarer is asked for as well.
const commonClause = ({ patterns }: PreparedSearch, others: string[], add: Add) =>
  `CASE WHEN ${[fits('u.search_text', patterns, add), ...others].join(' AND ')} THEN 1 END = 1`

const fits = (text: string, patterns: string[][], add: Add) =>
  patterns.map((term) => `(${term.map((pattern) => `${text} LIKE ${add(pattern)}`).join(' OR ')})`).join(' AND ')

// Whoever writes by SQL may leave an empty text where others leave nothing.
const unitClause = (given: string[], add: Add) =>
  `(u.ministere = ANY(${add(given)}::text[])${given.includes('') ? ' OR u.ministere IS NULL' : ''})`

const syncSource = ({ ids, withHeld }: SyncSet, add: Add) => {
  const named = `SELECT unnest(${add(ids)}::uuid[]) AS id`
  return withHeld ? `(${named} UNION ALL SELECT id FROM held_user)` : `(${named})`
}
