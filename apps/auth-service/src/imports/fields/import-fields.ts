import { z } from 'zod'

/** What a file may say of a person. */
export const importFields = [
  'email',
  'firstName',
  'lastName',
  'role',
  'phoneNumber',
  'matricule',
  'ministere',
  'sexe',
  'isActive',
  'avatar',
] as const
export type ImportField = (typeof importFields)[number]

/** Without these nobody is created. */
export const neededFields = ['email', 'firstName', 'lastName', 'role'] as const satisfies ImportField[]

/** What a column may hold: one of those, or first and last name in one. */
export const columnFields = [...importFields, 'fullName'] as const
export type ColumnField = (typeof columnFields)[number]

/** Which column holds what; null for one that is passed over. */
export type Mapping = (ColumnField | null)[]
export const fieldSchema = z.enum(columnFields)
