import type { CellValue, GivenValues } from '../fields/convert-row.js'
import { type ImportField, importFields, neededFields } from '../fields/import-fields.js'
import type { RowFault } from '../fields/row-fault.js'
import type { ImportSettings } from '../settings.js'

/** Somebody of the directory whom a row may mean. */
export type KnownPerson = Record<ImportField, CellValue> & { id: string; version: number; isDeleted: boolean }

export interface StagedRow {
  seq: number
  given: GivenValues
  faults: RowFault[]
}

export interface DirectoryView {
  /** Those whom the key of a row names. */
  byKey: ReadonlyMap<string, KnownPerson[]>
  /** Whose an address is, in any organisation. */
  ownerOf: ReadonlyMap<string, string>
}

/** What would become of a row. */
export interface RowFate {
  seq: number
  key: string | null
  email: string | null
  userId: string | null
  version: number | null
  fate: 'create' | 'update' | 'leave' | 'faulty'
  given: GivenValues | null
  changes: Record<string, { from: CellValue; to: CellValue }> | null
  faults: RowFault[] | null
}

/** Compares a row with the directory. `actorId`: whoever imports can't lock himself out. */
export function decideFate(row: StagedRow, view: DirectoryView, settings: ImportSettings, actorId: string): RowFate {
  const { matchBy } = settings
  const key = textOf(row.given[matchBy])
  const found = key === null ? [] : (view.byKey.get(key) ?? [])
  const present = found.filter(({ isDeleted }) => !isDeleted)
  const person = present.length === 1 ? present[0] : undefined
  const faults = [...row.faults]
  const isNamed = faults.some(({ code, field }) => code === 'ragged' || field === matchBy)
  if (key === null && !isNamed) faults.push({ code: 'missing', field: matchBy })
  if (present.length > 1) faults.push({ code: 'ambiguous', field: matchBy, found: present.length })
  if (present.length === 0 && found.length > 0) faults.push({ code: 'deleted', field: matchBy })

  const given = person ? row.given : withDefaults(row.given, settings)
  const changes = person ? differences(row.given, person) : null
  if (faults.length === 0) faults.push(...faultsOfWrite(given, person, changes, view, actorId))
  const base = {
    ...{ seq: row.seq, key, email: textOf(row.given.email) },
    ...{ userId: person?.id ?? null, version: person?.version ?? null },
  }
  if (faults.length > 0) return { ...base, fate: 'faulty', given: null, changes: null, faults }
  if (!changes) return { ...base, fate: 'create', given, changes: null, faults: null }
  const fate = Object.keys(changes).length > 0 ? 'update' : 'leave'
  return { ...base, fate, given: null, changes: fate === 'update' ? changes : null, faults: null }
}

function faultsOfWrite(
  given: GivenValues,
  person: KnownPerson | undefined,
  changes: RowFate['changes'],
  view: DirectoryView,
  actorId: string,
): RowFault[] {
  const email = textOf(given.email)
  const owner = email === null ? undefined : view.ownerOf.get(email)
  if (owner !== undefined && owner !== person?.id) return [{ code: 'email_taken', field: 'email' }]
  if (!person) {
    return neededFields.filter((field) => !given[field]).map((field) => ({ code: 'missing', field }))
  }
  if (person.id !== actorId) return []
  if (changes?.isActive?.to === false) return [{ code: 'own_account', field: 'isActive' }]
  return changes?.role ? [{ code: 'own_account', field: 'role' }] : []
}

const withDefaults = (given: GivenValues, { defaultRole }: ImportSettings): GivenValues =>
  given.role || !defaultRole ? given : { ...given, role: defaultRole }

function differences(given: GivenValues, person: KnownPerson): NonNullable<RowFate['changes']> {
  const changes: NonNullable<RowFate['changes']> = {}
  for (const field of importFields) {
    const to = given[field]
    if (to !== undefined && to !== person[field]) changes[field] = { from: person[field], to }
  }
  return changes
}

const textOf = (value: CellValue | undefined): string | null => (typeof value === 'string' ? value : null)
