import { expect, it } from 'vitest'
import type { ImportSettings } from '../settings.js'
import { convertRow } from './convert-row.js'

const settings = (mapping: ImportSettings['mapping'], other: Partial<ImportSettings> = {}): ImportSettings => ({
  ...{
    hasHeader: true,
    mapping,
    matchBy: 'email',
    absent: 'leave',
    emptyCells: 'keep',
    country: null,
    defaultRole: null,
  },
  ...other,
})
const convert = (field: ImportSettings['mapping'][number], cell: string, other?: Partial<ImportSettings>) =>
  convertRow([cell], 1, settings([field], other))

it.each([
  ['077 123 4567', 'ZW', '+263771234567'],
  ['00263 77 123 4567', null, '+263771234567'],
  ["'+263771234567", null, '+263771234567'],
  ['06 12 34 56 78', 'FR', '+33612345678'],
] as const)('the number %s of %s is %s', (cell, country, expected) => {
  expect(convert('phoneNumber', cell, { country })).toEqual({ given: { phoneNumber: expected }, faults: [] })
})

it.each([
  ['phoneNumber', '0771234567', { code: 'bad_phone', field: 'phoneNumber' }],
  ['email', 'nobody', { code: 'bad_email', field: 'email' }],
  ['role', 'king', { code: 'bad_role', field: 'role' }],
  ['isActive', 'maybe', { code: 'bad_state', field: 'isActive' }],
  ['avatar', 'http://x.org/a.png', { code: 'bad_avatar', field: 'avatar' }],
  ['firstName', 'A\u202eb', { code: 'control', field: 'firstName' }],
  ['fullName', 'Madonna', { code: 'bad_name', field: 'fullName' }],
  ['fullName', `Ada ${'m'.repeat(101)}`, { code: 'too_long', field: 'fullName', expected: 100 }],
  ['fullName', 'Ada A\u202eb', { code: 'control', field: 'fullName' }],
  ['lastName', 'a\ufffd', { code: 'unreadable', field: 'lastName' }],
  ['matricule', 'm'.repeat(65), { code: 'too_long', field: 'matricule', expected: 64 }],
  ['ministere', 'm'.repeat(5000), { code: 'too_long', field: 'ministere', expected: 128 }],
] as const)('%s %j is at fault', (field, cell, fault) => {
  expect(convert(field, cell)).toEqual({ given: {}, faults: [fault] })
})

it('emoji and names from right to left are kept as they are', () => {
  expect(convert('lastName', ' عمر 🙂 ').given).toEqual({ lastName: 'عمر 🙂' })
})

it('an empty cell says nothing, unless it is to clear what may be empty', () => {
  const mapping = settings(['email', 'phoneNumber', 'role'])
  expect(convertRow(['a@b.org', ' ', ''], 3, mapping).given).toEqual({ email: 'a@b.org' })
  expect(convertRow(['a@b.org', ' ', ''], 3, { ...mapping, emptyCells: 'clear' }).given).toEqual({
    ...{ email: 'a@b.org', phoneNumber: null },
  })
})

it('too few and too many cells are said; empty ones behind the last column are not', () => {
  const { mapping, ...rest } = settings(['email', 'role'])
  const faultsOf = (cells: string[]) => convertRow(cells, 2, { ...rest, mapping }).faults
  expect(faultsOf(['a@b.org'])).toEqual([{ code: 'ragged', expected: 2, found: 1 }])
  expect(faultsOf(['a@b.org', 'nurse', 'x'])).toEqual([{ code: 'ragged', expected: 2, found: 3 }])
  expect(faultsOf(['a@b.org', 'nurse', '', ' '])).toEqual([])
})

it('a whole name gives the first and the last', () => {
  expect(convert('fullName', 'Dr Moyo, Tendai').given).toEqual({ firstName: 'Tendai', lastName: 'Moyo' })
})

it('a cell that was guarded against formulas is read without its guard', () => {
  expect(convert('lastName', "'=SUM(A1)").given).toEqual({ lastName: '=SUM(A1)' })
  expect(convert('lastName', "''-x").given).toEqual({ lastName: "'-x" })
  expect(convert('lastName', "'t Hooft").given).toEqual({ lastName: "'t Hooft" })
})
