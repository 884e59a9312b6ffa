import { choiceSchema, strictInput } from '@rollcall/service-kit/input'
import { isSupportedCountry } from 'libphonenumber-js'
import { z } from 'zod'
import { roleSchema } from '../users/user-input.js'
import { fieldSchema } from './fields/import-fields.js'
import { maxColumns } from './limits.js'

const once = (mapping: (string | null)[]) => {
  const named = mapping.filter((field) => field !== null)
  return new Set(named).size === named.length
}

const namedOnce = (mapping: (string | null)[]) =>
  !mapping.includes('fullName') || !(mapping.includes('firstName') || mapping.includes('lastName'))

/** How the rows of a file are taken. */
export const settingsSchema = strictInput({
  /** The first row names the columns, and is nobody. */
  hasHeader: z.boolean(),
  mapping: z
    .array(fieldSchema.nullable())
    .min(1)
    .max(maxColumns)
    .refine(once, 'two columns hold the same field; pass one of them over')
    .refine(namedOnce, 'a full name holds first and last name; pass it or the others over'),
  /** What tells whom a row means. */
  matchBy: choiceSchema(['email', 'matricule']),
  /** What becomes of people who are in the directory and not in the file. */
  absent: choiceSchema(['leave', 'deactivate']),
  /** An empty cell says nothing, or that there is nothing. */
  emptyCells: choiceSchema(['keep', 'clear']),
  /** Of telephone numbers without a country code. */
  country: z
    .string()
    .refine((code) => isSupportedCountry(code), 'expected the code of a country, such as ZW')
    .nullable(),
  /** Of new people whose row names none. */
  defaultRole: roleSchema.nullable(),
}).superRefine(({ mapping, matchBy }, context) => {
  if (mapping.includes(matchBy) && mapping.filter(Boolean).length > 1) return
  const message = mapping.includes(matchBy)
    ? 'name one more column: there is nothing to create or to change'
    : `no column holds what people are matched by (${matchBy})`
  context.addIssue({ code: 'custom', path: ['mapping'], message })
})
export type ImportSettings = z.infer<typeof settingsSchema>
