import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'
import type { z } from 'zod'
import { unguardCell } from '../../exports/guard-cell.js'
import { userFields } from '../../users/user-input.js'
import type { ImportSettings } from '../settings.js'
import type { ColumnField, ImportField } from './import-fields.js'
import { readBoolean, readRole, readSexe } from './read-words.js'
import type { FaultCode, RowFault } from './row-fault.js'
import { splitName } from './split-name.js'

export type CellValue = string | boolean | null
/** What a row says of a person. A field that is not there says nothing, null says that there is none. */
export type GivenValues = Partial<Record<ImportField, CellValue>>

const badShape: Record<ImportField, FaultCode> = {
  email: 'bad_email',
  firstName: 'control',
  lastName: 'control',
  role: 'bad_role',
  phoneNumber: 'bad_phone',
  matricule: 'control',
  ministere: 'control',
  sexe: 'bad_sexe',
  isActive: 'bad_state',
  avatar: 'bad_avatar',
}
const longest: Partial<Record<ImportField, number>> = {
  ...{ email: 254, firstName: 100, lastName: 100, matricule: 64, ministere: 128, avatar: 2048 },
}
const clearable = ['phoneNumber', 'matricule', 'ministere', 'sexe', 'avatar'] as const
const isClearable = (field: ColumnField): field is (typeof clearable)[number] =>
  clearable.some((known) => known === field)

/**
 * Reads the cells of a row by the rules of `users.create`; `width` is the number of columns.
 * @returns what it says, and everything that is wrong with it
 */
export function convertRow(cells: readonly string[], width: number, settings: ImportSettings) {
  const given: GivenValues = {}
  const faults: RowFault[] = []
  // Spreadsheets fill rows up with empty cells.
  const found = cells.findLastIndex((cell, index) => index < width || cell.trim() !== '') + 1
  if (found !== width) {
    faults.push({ code: 'ragged', expected: width, found })
    return { given, faults }
  }
  for (const [index, field] of settings.mapping.entries()) {
    if (!field) continue
    // Files that were exported here come back with their guards.
    const cell = unguardCell((cells[index] ?? '').trim())
    if (cell === '') {
      if (settings.emptyCells === 'clear' && isClearable(field)) given[field] = null
    } else if (cell.includes('\ufffd')) {
      faults.push({ code: 'unreadable', field })
    } else {
      faults.push(...readCell(given, field, cell, settings))
    }
  }
  return { given, faults }
}

/** Adds what a cell says; answers what is wrong with it. */
function readCell(given: GivenValues, field: ColumnField, cell: string, settings: ImportSettings): RowFault[] {
  if (field === 'fullName') {
    const name = splitName(cell)
    if (!name) return [{ code: 'bad_name', field }]
    const [first, last] = [userFields.firstName.safeParse(name.firstName), userFields.lastName.safeParse(name.lastName)]
    if (first.success && last.success) Object.assign(given, { firstName: first.data, lastName: last.data })
    const error = first.error ?? last.error
    return error ? [toFault('firstName', field, error)] : []
  }
  const parsed = userFields[field].safeParse(toValue(field, cell, settings.country))
  if (parsed.success) given[field] = parsed.data ?? null
  return parsed.success ? [] : [toFault(field, field, parsed.error)]
}

function toValue(field: ImportField, cell: string, country: string | null): unknown {
  switch (field) {
    case 'role':
      return readRole(cell) ?? cell
    case 'sexe':
      return readSexe(cell) ?? cell
    case 'isActive':
      return readBoolean(cell) ?? cell
    case 'phoneNumber':
      return toInternational(cell, country)
    default:
      return cell
  }
}

/** As the directory keeps it; a number without + is one of the country. */
function toInternational(cell: string, country: string | null): string {
  // People write 00 for a leading +, and spreadsheets keep a leading 0 by an apostrophe.
  const text = cell.replace(/^'/, '').replace(/^00(?=[1-9])/, '+')
  if (text.startsWith('+') || country === null || !isSupportedCountry(country)) return text
  return parsePhoneNumberFromString(text, country)?.number ?? text
}

function toFault(field: ImportField, column: ColumnField, error: z.ZodError): RowFault {
  const [issue] = error.issues
  if (issue?.code !== 'too_big') return { code: badShape[field], field: column }
  return { code: 'too_long', field: column, ...(longest[field] && { expected: longest[field] }) }
}
